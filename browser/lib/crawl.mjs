// Finds the pages a person can come to by following links.

/** The address with identities and numbers replaced, so that all children's pages are one shape. */
export function shapeOf(url) {
  const { pathname, searchParams } = new URL(url);
  const path = pathname
    .split("/")
    .map((part) => (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(part) ? "{id}" : /^\d+$/.test(part) ? "{no}" : part))
    .join("/");
  const keys = [...new Set(searchParams.keys())].sort();
  return keys.length ? `${path}?${keys.join("&")}` : path;
}

/**
 * Follows every link from `start`, breadth first, and calls `visit(page, url, response)` on each page.
 * At most `perShape` pages of one shape and `most` in all; `leave` are paths never followed (logging out).
 */
export async function crawl(page, start, visit, { perShape = 2, most = 60, leave = [] } = {}) {
  const origin = new URL(start).origin;
  const waiting = [start];
  const met = new Set(waiting);
  const perShapeCount = new Map();
  const visited = [];
  while (waiting.length > 0 && visited.length < most) {
    const url = waiting.shift();
    const shape = shapeOf(url);
    const already = perShapeCount.get(shape) ?? 0;
    if (already >= perShape) continue;
    perShapeCount.set(shape, already + 1);
    const response = await page.goto(url);
    visited.push(url);
    // By attribute: in a picture (SVG) a link's `href` is no text.
    const links = await page.evaluate(() =>
      [...document.querySelectorAll("a[href]")].filter((link) => !link.hasAttribute("download")).map((link) => new URL(link.getAttribute("href"), document.baseURI).href),
    );
    await visit(page, url, response);
    for (const link of links) {
      const address = link.split("#")[0];
      if (!address.startsWith(`${origin}/`) || met.has(address)) continue;
      if (leave.some((path) => new URL(address).pathname.startsWith(path))) continue;
      met.add(address);
      waiting.push(address);
    }
  }
  return visited;
}

// Debian's Chromium, driven by playwright-core.
import { chromium } from "playwright-core";

const CHROMIUM = process.env.TRIN_CHROMIUM ?? "/usr/bin/chromium";

const QUIET_AND_OFFLINE = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser. The caller closes it. */
export async function openBrowser() {
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET_AND_OFFLINE });
}

export const DESK = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

/**
 * A fresh person at a fresh browser: no cookies. `script: false` turns JavaScript off.
 * Everything the page itself causes (script errors, console errors, requests) is kept in `page.seen`.
 */
export async function newPage(browser, { baseUrl, viewport = DESK, script = true, language = "da-DK" } = {}) {
  const context = await browser.newContext({ baseURL: baseUrl, viewport, javaScriptEnabled: script, locale: language, timezoneId: "Europe/Copenhagen" });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.seen = watch(page);
  return page;
}

function watch(page) {
  const seen = { consoleErrors: [], scriptErrors: [], requests: [], failures: [] };
  page.on("console", (message) => {
    if (message.type() === "error") seen.consoleErrors.push(message.text());
  });
  page.on("pageerror", (error) => seen.scriptErrors.push(error.message));
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("requestfailed", (request) => {
    // Leaving a page cancels what it still waited for; that is no fault of the page.
    const reason = request.failure()?.errorText ?? "";
    if (reason !== "net::ERR_ABORTED") seen.failures.push(`${request.url()}: ${reason}`);
  });
  return seen;
}

/** Forgets what has been seen so far, before the next page. */
export function startWatchingAfresh(page) {
  for (const list of Object.values(page.seen)) list.length = 0;
}

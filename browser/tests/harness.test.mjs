// The harness itself: every check passes a good page and fails a bad one. Needs no Trin.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { PHONE, newPage, openBrowser, startWatchingAfresh } from "../lib/browser.mjs";
import { axe, axeElsewhere, describedPage, doors, keyboardWalk, missingWords, noHorizontalScroll, printPdf, quietAndOwn } from "../lib/checks.mjs";
import { crawl, shapeOf } from "../lib/crawl.mjs";
import { countWork, overBudget, workTable } from "../lib/work.mjs";

const page = (body, head = "<title>Trin</title>", html = 'lang="da"') =>
  `<!doctype html><html ${html}><head><meta charset="utf-8"><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

const GOOD_BODY = `<main><h1>Min dag</h1><p>Her er dagens opgaver.</p>
  <p><a href="/other">Videre</a></p>
  <form action="/other"><label>Notat <input name="note"></label> <label>Dag <input type="datetime-local" name="at"></label>
  <label>Slags <select name="kind"><option value="a">A</option><option value="b">B</option></select></label>
  <label><input type="checkbox" name="acute"> Haster</label>
  <fieldset><legend>Afgørelse</legend><label><input type="radio" name="d" value="1"> Ja</label><label><input type="radio" name="d" value="2"> Nej</label></fieldset>
  <button>Gem</button></form></main>`;

const PAGES = {
  "/good": page(GOOD_BODY),
  "/other": page('<main><h1>Gemt</h1><p><a href="/good">Tilbage</a> <svg role="img" aria-label="Et barn" width="40" height="40"><a href="/child/11111111-2222-3333-4444-555555555555"><rect width="40" height="40"/></a></svg></p></main>'),
  "/child/11111111-2222-3333-4444-555555555555": page("<main><h1>Barn</h1></main>"),
  "/no-alt": page('<main><h1>Et billede</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main>'),
  "/no-label": page("<main><h1>Et felt</h1><input name=x></main>"),
  "/small-targets": page('<main><h1>Små</h1><p><a href="/a" style="font-size:8px;display:inline-block">a</a><a href="/b" style="font-size:8px;display:inline-block">b</a></p></main>'),
  "/dim-in-the-dark": page("<main><style>@media (prefers-color-scheme: dark){body{background:#222;color:#333}}</style><h1>Mørkt</h1><p>Kan ikke ses.</p></main>"),
  "/no-language": page("<main><h1>Sprog</h1></main>", "<title>x</title>", ""),
  "/no-title": page("<main><h1>Titel</h1></main>", ""),
  "/two-headings": page("<main><h1>En</h1><h1>To</h1></main>"),
  "/wide": page('<main><h1>Bred</h1><div style="width:900px">bred</div></main>'),
  "/wide-in-box": page('<main><h1>Bred</h1><div style="overflow-x:auto" tabindex="0"><div style="width:900px">bred</div></div></main>'),
  "/script-error": page("<main><h1>Fejl</h1></main><script>missing()</script>"),
  "/console-error": page('<main><h1>Fejl</h1></main><script>console.error("av")</script>'),
  "/stranger": page('<main><h1>Fremmed</h1><img alt="" src="http://127.0.0.2:9/x.png"></main>'),
  "/unseen-focus": page('<main><h1>Fokus</h1><style>a{outline:none !important}</style><a href="/good">Usynlig</a></main>'),
  "/begins-in-a-field": page('<main><h1>Notat</h1><a href="/good">Tilbage</a><form action="/other"><label>Notat <textarea name="note" autofocus></textarea></label><button>Gem</button></form></main>'),
  "/unreached": page('<main><h1>Fokus</h1><a href="/good">En</a><a href="/other">To</a></main><script>document.links[0].addEventListener("keydown",e=>{if(e.key==="Tab")e.preventDefault()})</script>'),
  "/only-script": page('<main><h1>Tom</h1><div id="x"></div></main><script>document.getElementById("x").innerHTML="<a href=/good>kun med script</a>"</script>'),
  "/no-words": page("<main><h1>Fejl</h1><p>Ret i [child-note-title] straks [x] [1-2].</p></main>"),
  "/empty-print": page("<main><style>@media print{body{display:none}}</style><h1>Tomt</h1></main>"),
};
// All but these are served under a policy as strict as Trin's own, so that the checks are known to work under it.
const FREE = new Set(["/script-error", "/console-error", "/stranger", "/unreached", "/only-script"]);
const STRICT = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'";

let server;
let origin;
let browser;

before(async () => {
  server = createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    const body = PAGES[path];
    response.writeHead(body ? 200 : 404, { "content-type": "text/html; charset=utf-8", ...(FREE.has(path) ? {} : { "content-security-policy": STRICT }) });
    response.end(body ?? page("<main><h1>Findes ikke</h1></main>"));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections?.();
  server?.close();
});

/** Opens a page and gives it to `check`, in a browser of its own. */
async function on(path, check, options = {}) {
  const page = await newPage(browser, { baseUrl: origin, ...options });
  try {
    await page.goto(path);
    return await check(page);
  } finally {
    await page.context().close();
  }
}

const one = (faults, pattern) => {
  assert.ok(faults.length > 0, "the check found nothing");
  assert.match(faults.join("\n"), pattern);
};

describe("a good page passes", () => {
  test("every check", () =>
    on("/good", async (page) => {
      const faults = [...(await axe(page)), ...(await describedPage(page)), ...(await noHorizontalScroll(page)), ...(await keyboardWalk(page)), ...quietAndOwn(page, origin)];
      const { pdf, faults: printFaults } = await printPdf(page);
      assert.deepEqual([...faults, ...printFaults, ...(await missingWords(page))], []);
      assert.equal((await doors(page)).length, 9, "a link, a form, six fields and a button");
      assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    }));
  test("a page that begins in a field is walked from its top", () =>
    on("/begins-in-a-field", async (page) => {
      await page.waitForFunction(() => document.activeElement?.localName === "textarea");
      assert.deepEqual(await keyboardWalk(page), []);
    }));
  test("a wide table may scroll in its own box", () => on("/wide-in-box", async (page) => assert.deepEqual(await noHorizontalScroll(page), [])));
});

describe("a bad page fails", () => {
  test("a picture without words", () => on("/no-alt", async (page) => one(await axe(page), /image-alt/)));
  test("a field without a label", () => on("/no-label", async (page) => one(await axe(page), /label/)));
  test("targets too small and close", () => on("/small-targets", async (page) => one(await axe(page), /target-size/)));
  test("colours that cannot be told apart in the dark", () =>
    on("/dim-in-the-dark", async (page) => {
      assert.deepEqual(await axe(page), []);
      one(await axeElsewhere(page, PHONE), /in the dark: axe color-contrast/);
    }));
  test("no language", () => on("/no-language", async (page) => one(await describedPage(page), /lang/)));
  test("no title", () => on("/no-title", async (page) => one(await describedPage(page), /no title/)));
  test("two main headings", () => on("/two-headings", async (page) => one(await describedPage(page), /2 <h1>/)));
  test("too wide for a phone", () => on("/wide", async (page) => one(await noHorizontalScroll(page), /sideways at 360 px/)));
  test("a script error", () => on("/script-error", async (page) => one(quietAndOwn(page, origin), /script error/)));
  test("a console error", () => on("/console-error", async (page) => one(quietAndOwn(page, origin), /console error: av/)));
  test("a request to another host", () =>
    on("/stranger", async (page) => one(quietAndOwn(page, origin), /request to another host/)));
  test("focus that cannot be seen", () => on("/unseen-focus", async (page) => one(await keyboardWalk(page), /focus cannot be seen/)));
  test("a control that Tab does not reach", () => on("/unreached", async (page) => one(await keyboardWalk(page), /Tab does not reach/)));
  test("nothing on paper", () => on("/empty-print", async (page) => one((await printPdf(page)).faults, /empty page/)));
  test("a text without words", () => on("/no-words", async (page) => assert.deepEqual(await missingWords(page), ["has no words for [child-note-title]"])));
  test("a page that needs JavaScript has fewer doors without it", async () => {
    assert.deepEqual(await on("/only-script", doors), ["link /good"]);
    assert.deepEqual(await on("/only-script", doors, { script: false }), []);
  });
});

describe("crawling", () => {
  test("comes to every page once and knows shapes", async () => {
    const page = await newPage(browser, { baseUrl: origin });
    const seen = [];
    await crawl(page, `${origin}/good`, (_, url, response) => seen.push([shapeOf(url), response.status()]));
    assert.deepEqual(seen, [
      ["/good", 200],
      ["/other", 200],
      ["/child/{id}", 200],
    ]);
    await page.context().close();
  });
  test("shapes drop identities, numbers and values", () => {
    assert.equal(shapeOf("http://x/boern/11111111-2222-3333-4444-555555555555/opfoelgning/7?dag=2024-01-01&a=1"), "/boern/{id}/opfoelgning/{no}?a&dag");
  });
  test("forgets what it saw between pages", async () => {
    const page = await newPage(browser, { baseUrl: origin });
    await page.goto("/script-error");
    assert.equal(page.seen.scriptErrors.length, 1);
    startWatchingAfresh(page);
    assert.deepEqual(quietAndOwn(page, origin), []);
    await page.context().close();
  });
});

describe("counting work", () => {
  test("counts clicks, fields, keys and pages, and holds them against a budget", () =>
    on("/good", async (page) => {
      const work = countWork(page, "et notat");
      await work.type(page.getByLabel("Notat"), "abcde");
      await work.choose(page.getByLabel("Slags"), "b");
      await work.tick(page.getByLabel("Haster"));
      await work.tick(page.getByLabel("Ja"));
      await work.click(page.getByRole("button", { name: "Gem" }));
      await page.getByRole("heading", { name: "Gemt" }).waitFor();
      const done = work.done();
      assert.deepEqual(done, { task: "et notat", clicks: 6, fields: 4, keystrokes: 5, pages: 2 });
      assert.deepEqual(overBudget(done, { clicks: 6 }), []);
      one(overBudget(done, { clicks: 5 }), /6 clicks, at most 5/);
      assert.match(workTable([done]), /et notat +6 +4 +5 +2/);
    }));
});

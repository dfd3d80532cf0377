// Every page of every role: it answers, speaks its language, can be used by everyone, fits a phone and paper, works without
// JavaScript, asks nothing of other hosts, and is closed to those who are not logged in.
//
// TRIN_PICTURES=DIR keeps a picture of each kind of page at 1280 and 360 px, and its print, for people to look at.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { PHONE, newPage, openBrowser, startWatchingAfresh } from "../lib/browser.mjs";
import { axe, axeElsewhere, describedPage, doors, faultList, keyboardWalk, missingWords, noHorizontalScroll, printPdf, quietAndOwn } from "../lib/checks.mjs";
import { crawl, shapeOf } from "../lib/crawl.mjs";
import { ROLES, signIn, speak } from "../lib/demo.mjs";

const URL_OF_TRIN = process.env.TRIN_URL;
const PICTURES = process.env.TRIN_PICTURES;
const LEAVE = ["/assets", "/log-ud"];
/** The slow checks are made on so many pages of one kind, over all roles together. */
const CLOSELY = 2;

let browser;
const looked = new Map();

before(async () => {
  assert.ok(URL_OF_TRIN, "TRIN_URL is not set; run these tests with: node run.mjs");
  browser = await openBrowser();
  if (PICTURES) await mkdir(PICTURES, { recursive: true });
});

after(() => browser?.close());

function none(faults) {
  if (faults.length > 0) assert.fail(`${faults.length} faults\n${faultList(faults)}`);
}

/** Another browser for the same person. */
async function samePerson(page, options) {
  const other = await newPage(browser, { baseUrl: URL_OF_TRIN, ...options });
  await other.context().addCookies(await page.context().cookies());
  return other;
}

async function lookClosely(page, plain, url) {
  const faults = [...(await axe(page)), ...(await axeElsewhere(page, PHONE)), ...(await keyboardWalk(page)), ...(await printPdf(page)).faults];
  await plain.goto(url);
  const [withScript, without] = [await doors(page), await doors(plain)];
  faults.push(...withScript.filter((door) => !without.includes(door)).map((door) => `without JavaScript there is no ${door}`));
  return faults;
}

async function keepPictures(page, name) {
  const file = (ending) => join(PICTURES, `${name.replace(/[^a-z0-9åæø-]+/gi, "_")}${ending}`);
  await page.screenshot({ path: file("-1280.png"), fullPage: true });
  const desk = page.viewportSize();
  await page.setViewportSize(PHONE);
  await page.screenshot({ path: file("-360.png"), fullPage: true });
  await page.setViewportSize(desk);
  await writeFile(file(".pdf"), (await printPdf(page)).pdf);
}

describe("every page", () => {
  test("the entrance", async () => {
    const page = await newPage(browser, { baseUrl: URL_OF_TRIN });
    await page.goto("/");
    const faults = [...(await axe(page)), ...(await axeElsewhere(page, PHONE)), ...(await describedPage(page)), ...(await noHorizontalScroll(page)), ...(await keyboardWalk(page)), ...quietAndOwn(page, URL_OF_TRIN)];
    none(faults);
    for (const role of ROLES) assert.ok((await page.locator(`#rolle-${role}`).count()) === 1, `the entrance does not offer the role ${role}`);
    if (PICTURES) await keepPictures(page, "entrance");
    await page.context().close();
  });

  for (const role of ROLES) {
    test(`of the ${role}`, async () => {
      const page = await newPage(browser, { baseUrl: URL_OF_TRIN });
      await signIn(page, role);
      const plain = await samePerson(page, { script: false });
      const faults = [];
      startWatchingAfresh(page);
      const visited = await crawl(
        page,
        page.url(),
        async (_, url, response) => {
          const shape = shapeOf(url);
          const found = [];
          if (response.status() !== 200) found.push(`answers ${response.status()}`);
          found.push(...(await describedPage(page)), ...(await missingWords(page)), ...(await noHorizontalScroll(page)));
          const times = looked.get(shape) ?? 0;
          if (times < CLOSELY) {
            looked.set(shape, times + 1);
            found.push(...(await lookClosely(page, plain, url)));
            if (PICTURES && times === 0) await keepPictures(page, `${role}${shape}`);
          }
          found.push(...quietAndOwn(page, URL_OF_TRIN));
          startWatchingAfresh(page);
          faults.push(...found.map((fault) => `${role} at ${url.replace(URL_OF_TRIN, "")}: ${fault}`));
        },
        { leave: LEAVE },
      );
      console.log(`${role}: ${visited.length} pages of ${new Set(visited.map(shapeOf)).size} kinds`);
      await plain.context().close();
      await page.context().close();
      none(faults);
    });

    test(`of the ${role}, in English`, async () => {
      const page = await newPage(browser, { baseUrl: URL_OF_TRIN });
      await signIn(page, role);
      await speak(page, "en");
      const faults = [];
      await crawl(
        page,
        page.url(),
        async (_, url) => {
          const language = await page.evaluate(() => document.documentElement.lang);
          const found = [...(language === "en" ? [] : [`is in ${language}`]), ...(await missingWords(page)), ...(await noHorizontalScroll(page))];
          faults.push(...found.map((fault) => `${role} at ${url.replace(URL_OF_TRIN, "")}: ${fault}`));
        },
        { leave: LEAVE, perShape: 1 },
      );
      await page.context().close();
      none(faults);
    });
  }

  test("is closed to somebody who is not logged in", async () => {
    const page = await newPage(browser, { baseUrl: URL_OF_TRIN });
    await signIn(page, "caseworker");
    const open = [];
    const visited = await crawl(page, page.url(), async () => {}, { leave: LEAVE, perShape: 1 });
    await page.context().close();
    for (const url of visited.filter((url) => new URL(url).pathname !== "/")) {
      const answer = await fetch(url, { redirect: "manual" });
      if (![302, 303, 307, 401, 403, 404].includes(answer.status)) open.push(`${url} answers ${answer.status} to nobody`);
    }
    assert.ok(visited.length > 3, `only ${visited.length} pages were found`);
    assert.deepEqual(open, []);
  });
});

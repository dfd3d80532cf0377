// Looks closely at one page: everything a page must be for everyone, and its pictures when TRIN_SHOTS names a folder.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PHONE, startWatchingAfresh } from "./browser.mjs";
import { axe, axeElsewhere, describedPage, faultList, keyboardWalk, missingWords, noHorizontalScroll, printPdf, quietAndOwn } from "./checks.mjs";

const SHOTS = process.env.TRIN_SHOTS;

/** Fails with everything that is wrong with the page, which is of the Trin at `url`; what comes after is watched afresh. */
export async function inspectPage(page, url, name) {
  const print = await printPdf(page);
  const faults = [
    ...(await axe(page)),
    ...(await axeElsewhere(page, PHONE)),
    ...(await noHorizontalScroll(page)),
    ...(await describedPage(page)),
    ...(await missingWords(page)),
    ...(await keyboardWalk(page)),
    ...print.faults,
    ...quietAndOwn(page, url),
  ];
  if (SHOTS) {
    await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
    const desk = page.viewportSize();
    await page.setViewportSize(PHONE);
    await page.screenshot({ path: join(SHOTS, `${name}-phone.png`), fullPage: true });
    await page.setViewportSize(desk);
    await writeFile(join(SHOTS, `${name}.pdf`), print.pdf);
  }
  assert.deepEqual(faults, [], `${name}:\n${faultList(faults)}`);
  startWatchingAfresh(page);
}

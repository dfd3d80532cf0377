// What every page must pass. Each check returns a list of faults in plain words; an empty list is a pass.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Accessibility by axe-core: every violation of WCAG 2.2 A and AA and of best practice, the size of targets included.
 * `only` names the rules to look at.
 */
export async function axe(page, only) {
  // Evaluated by the debugger, so the page's own content security policy stays in force.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const options = { resultTypes: ["violations"], ...(only ? { runOnly: only } : { rules: { "target-size": { enabled: true } } }) };
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), options);
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `axe ${violation.id} (${violation.impact}): ${violation.help}\n    at ${node.target.join(" ")}\n    ${node.html.slice(0, 200)}`),
  );
}

/** Accessibility of what looks otherwise elsewhere: colours in the dark, and everything on a phone. */
export async function axeElsewhere(page, phone) {
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await axe(page, ["color-contrast"]);
  await page.emulateMedia({ colorScheme: null });
  const desk = page.viewportSize();
  await page.setViewportSize(phone);
  const small = await axe(page);
  await page.setViewportSize(desk);
  return [...dark.map((fault) => `in the dark: ${fault}`), ...small.map((fault) => `on a phone: ${fault}`)];
}

/** The page fits the width: nothing sticks out to the side, save in a box that scrolls by itself. */
export async function noHorizontalScroll(page, width = 360) {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: before.height });
  const tooWide = await page.evaluate((width) => {
    if (document.documentElement.scrollWidth <= width) return [];
    const insideScroller = (element) => {
      for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(box).overflowX)) return true;
      }
      return false;
    };
    const widest = [...document.body.querySelectorAll("*")]
      .map((element) => ({ element, right: Math.round(element.getBoundingClientRect().right) }))
      .filter(({ element, right }) => right > width && !insideScroller(element))
      .sort((a, b) => b.right - a.right)
      .slice(0, 3)
      .map(({ element, right }) => `${right} px: ${element.outerHTML.slice(0, 120)}`);
    return [`${document.documentElement.scrollWidth} px of content`, ...widest];
  }, width);
  await page.setViewportSize(before);
  return tooWide.length ? [`scrolls sideways at ${width} px: ${tooWide.join("\n    ")}`] : [];
}

/** Language, title, one main heading, one main landmark. */
export async function describedPage(page) {
  const found = await page.evaluate(() => ({
    language: document.documentElement.lang,
    title: document.title.trim(),
    headings: document.querySelectorAll("h1").length,
    mains: document.querySelectorAll("main").length,
  }));
  const faults = [];
  if (!/^(da|en)(-|$)/.test(found.language)) faults.push(`<html lang> is "${found.language}", not da or en`);
  if (found.title === "") faults.push("has no title");
  if (found.headings !== 1) faults.push(`has ${found.headings} <h1>, not one`);
  if (found.mains !== 1) faults.push(`has ${found.mains} <main>, not one`);
  return faults;
}

/** No script error, no console error, nothing asked of another host. `origin` is the site's own. */
export function quietAndOwn(page, origin) {
  const { consoleErrors, scriptErrors, requests, failures } = page.seen;
  const strangers = requests.filter((url) => !url.startsWith("data:") && !url.startsWith("blob:") && new URL(url).origin !== origin);
  return [
    ...scriptErrors.map((text) => `script error: ${text}`),
    ...consoleErrors.map((text) => `console error: ${text}`),
    ...failures.map((text) => `failed request: ${text}`),
    ...strangers.map((url) => `request to another host: ${url}`),
  ];
}

/** Prints the page to PDF on A4 and returns the bytes, with a fault when nothing of the main part is on it. */
export async function printPdf(page) {
  await page.emulateMedia({ media: "print" });
  const hasWords = await page.evaluate(() => {
    const main = document.querySelector("main");
    return Boolean(main?.checkVisibility()) && main.innerText.trim() !== "";
  });
  const pdf = await page.pdf({ format: "A4", printBackground: false, margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } });
  await page.emulateMedia({ media: null });
  return { pdf, faults: hasWords ? [] : ["prints an empty page"] };
}

/**
 * Walks the page with Tab alone: every control is reached, and the focus can be seen on each.
 * Of a radio group one button is enough: the arrow keys reach the rest.
 */
export async function keyboardWalk(page) {
  await page.evaluate(() => {
    // Leaving a field keeps Tab's place in the page; a first element that takes the focus and goes away moves it to the top.
    const top = document.body.insertBefore(document.createElement("span"), document.body.firstChild);
    top.tabIndex = -1;
    top.focus();
    top.remove();
    window.scrollTo(0, 0);
    const look = (element) => {
      const style = getComputedStyle(element);
      return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor, style.borderWidth, style.backgroundColor, style.textDecorationLine, style.color].join("|");
    };
    const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]")].filter(
      (element) =>
        element.tabIndex >= 0 && !element.disabled && element.type !== "hidden" && element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]"),
    );
    window.trinWalk = { look, controls, unfocused: new Map(controls.map((element) => [element, look(element)])), reached: new Set(), unseen: new Set() };
  });
  const count = await page.evaluate(() => window.trinWalk.controls.length);
  // A date has several stops inside one field, so there may be more presses than controls.
  for (let press = 0; press < count * 2 + 50; press += 1) {
    await page.keyboard.press("Tab");
    const again = await page.evaluate(() => {
      const { look, unfocused, reached, unseen } = window.trinWalk;
      const element = document.activeElement;
      if (!element || element === document.body) return reached.size > 0 ? "end" : "";
      if (reached.has(element)) return element === window.trinWalk.latest ? "" : "end";
      reached.add(element);
      window.trinWalk.latest = element;
      const label = element.closest("label");
      const changed = unfocused.has(element) && look(element) !== unfocused.get(element);
      const ring = getComputedStyle(element);
      const labelRing = label && getComputedStyle(label).outlineStyle !== "none";
      if (!changed && !labelRing && (ring.outlineStyle === "none" || ring.outlineWidth === "0px")) unseen.add(element);
      return "";
    });
    if (again === "end") break;
  }
  return page.evaluate(() => {
    const { controls, reached, unseen } = window.trinWalk;
    const groupReached = (element) =>
      element.type === "radio" && controls.some((other) => other.type === "radio" && other.name === element.name && other.form === element.form && reached.has(other));
    const name = (element) => element.outerHTML.slice(0, 120);
    const missed = controls.filter((element) => !reached.has(element) && !groupReached(element));
    return [...missed.map((element) => `Tab does not reach ${name(element)}`), ...[...unseen].map((element) => `focus cannot be seen on ${name(element)}`)];
  });
}

/** A text that has no words in this language shows its key in brackets. */
export async function missingWords(page) {
  const text = await page.evaluate(() => `${document.title}\n${document.body.innerText}`);
  return [...text.matchAll(/\[[a-z]+(-[a-z0-9]+)+\]/g)].map(([key]) => `has no words for ${key}`);
}

/** Everything in the main part that a person can act on: links, forms and fields. Two pages with the same doors do the same. */
export async function doors(page) {
  return page.evaluate(() => {
    const main = document.querySelector("main");
    const links = [...main.querySelectorAll("a[href]")].map((link) => `link ${link.getAttribute("href")}`);
    const forms = [...main.querySelectorAll("form")].map((form) => `form ${form.method} ${form.getAttribute("action") ?? ""}`);
    // A key against sending twice differs on each showing; its name does not. Printing is the browser's own without JavaScript.
    const fields = [...main.querySelectorAll("input, select, textarea, button:not([data-print])")].map((field) => `${field.localName} ${field.name} ${field.type}`);
    return [...links, ...forms, ...fields].sort();
  });
}

/** The list of faults for people to read: of many alike only the first few. */
export function faultList(faults, alike = 3) {
  const kinds = new Map();
  for (const fault of faults) {
    const kind = fault.replace(/<.*/s, "").replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, "…");
    kinds.set(kind, [...(kinds.get(kind) ?? []), fault]);
  }
  return [...kinds.values()]
    .flatMap((group) => [...group.slice(0, alike), ...(group.length > alike ? [`… and ${group.length - alike} more like this`] : [])])
    .join("\n");
}

// Counts the work a task asks of a person: clicks, fields, keystrokes and pages (principle 11: recording costs time
// that belongs to children). The counter does the acting, so nothing is left out of the count.

/** Begins counting. Only what goes through the returned object is counted, so a test must act through it alone. */
export function countWork(page, task) {
  const work = { task, clicks: 0, fields: 0, keystrokes: 0, pages: 1 };
  const address = (url) => url.split("#")[0];
  let here = address(page.url());
  const follow = (frame) => {
    if (frame !== page.mainFrame() || address(frame.url()) === here) return;
    here = address(frame.url());
    work.pages += 1;
  };
  page.on("framenavigated", follow);
  return {
    /** One click on a link, button, box or summary. */
    async click(locator) {
      await locator.click();
      work.clicks += 1;
    },
    /** Text typed into one field, key by key; the click into the field is counted too. */
    async type(locator, text) {
      await locator.click();
      await locator.pressSequentially(text);
      work.clicks += 1;
      work.fields += 1;
      work.keystrokes += [...text].length;
    },
    /** Text typed where one stands already; a person need not click first, so the page must have put them there. */
    async write(locator, text) {
      await locator.waitFor();
      await locator.page().waitForFunction((element) => document.activeElement === element, await locator.elementHandle());
      await page.keyboard.type(text);
      work.fields += 1;
      work.keystrokes += [...text].length;
    },
    /** Tab until one stands there, as a person without a mouse does. */
    async tabTo(locator) {
      await locator.first().waitFor();
      const goal = await locator.first().elementHandle();
      for (let presses = 0; presses < 80; presses += 1) {
        if (await page.evaluate((element) => document.activeElement === element, goal)) return;
        await page.keyboard.press("Tab");
        work.keystrokes += 1;
      }
      throw new Error("Tab does not come there");
    },
    /** One choice in a list: opening it and choosing. */
    async choose(locator, option) {
      await locator.selectOption(option);
      work.clicks += 2;
      work.fields += 1;
    },
    /** One box or radio button. */
    async tick(locator) {
      await locator.check();
      work.clicks += 1;
      work.fields += 1;
    },
    /** A date, typed as the browser's date field wants it: eight digits. */
    async date(locator, isoDate) {
      await locator.click();
      await locator.fill(isoDate);
      work.clicks += 1;
      work.fields += 1;
      work.keystrokes += 8;
    },
    /** One key, such as Enter. */
    async press(key) {
      await page.keyboard.press(key);
      work.keystrokes += 1;
    },
    /** What it came to. `pages` counts the start page. */
    done() {
      page.off("framenavigated", follow);
      return { ...work };
    },
  };
}

/** Faults where a task exceeds its budget, e.g. `{ clicks: 3 }`. */
export function overBudget(work, budget) {
  return Object.entries(budget)
    .filter(([what, most]) => work[what] > most)
    .map(([what, most]) => `${work.task}: ${work[what]} ${what}, at most ${most} allowed`);
}

/** The counts as a table for people. */
export function workTable(tasks) {
  const columns = ["task", "clicks", "fields", "keystrokes", "pages"];
  const rows = [columns, ...tasks.map((work) => columns.map((column) => String(work[column])))];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index].length)));
  return rows.map((row) => row.map((cell, index) => (index === 0 ? cell.padEnd(widths[index]) : cell.padStart(widths[index]))).join("  ")).join("\n");
}

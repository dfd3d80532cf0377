// The demo's entrance: choosing who one is.

/** Every role the entrance offers, by its code in `domain/src/kinds.rs`. */
export const ROLES = ["pedagogue", "teacher", "health-visitor", "intake", "caseworker", "team-leader", "provider", "head-of-department"];

/** Enters as the `which`th person of a role and arrives at that role's first room. */
export async function signIn(page, role, which = 0) {
  await page.goto("/");
  const people = page.locator(`section[aria-labelledby="rolle-${role}"]`).getByRole("button");
  if ((await people.count()) <= which) throw new Error(`the entrance offers ${await people.count()} of the role ${role}`);
  await people.nth(which).click();
  await page.waitForURL((url) => url.pathname !== "/");
}

/** Changes the language of the pages with the frame's own button. */
export async function speak(page, language) {
  if ((await page.locator("html").getAttribute("lang")) === language) return;
  await page.locator('form[action="/sprog"] button').first().click();
  await page.waitForFunction((language) => document.documentElement.lang === language, language);
}

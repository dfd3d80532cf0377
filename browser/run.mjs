// Starts Trin once, then runs every test file against it, one at a time, and stops it again.
//
//   node run.mjs                      all tests
//   node run.mjs every-page harness   only these files
//
// TRIN_URL names a Trin that already runs, to test that one instead.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { startTrin } from "./lib/trin.mjs";

const tests = resolve(fileURLToPath(import.meta.url), "../tests");
const wanted = process.argv.slice(2);
const files = readdirSync(tests)
  .filter((name) => name.endsWith(".test.mjs"))
  .filter((name) => wanted.length === 0 || wanted.includes(name.replace(".test.mjs", "")))
  .sort()
  .map((name) => join(tests, name));
if (files.length === 0) {
  console.error(`no test file is called ${wanted.join(", ")}; there are: ${readdirSync(tests).join(", ")}`);
  process.exit(2);
}

/** These need no Trin, or start their own. */
const ON_THEIR_OWN = ["harness.test.mjs", "login.test.mjs", "provider.test.mjs", "strategies.test.mjs"];
const needsTrin = files.some((file) => !ON_THEIR_OWN.some((name) => file.endsWith(name)));
const trin = process.env.TRIN_URL || !needsTrin ? null : await startTrin();
const node = spawn(process.execPath, ["--test", "--test-concurrency=1", "--test-reporter=spec", ...files], {
  stdio: "inherit",
  env: { ...process.env, TRIN_URL: process.env.TRIN_URL ?? trin?.url ?? "" },
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => node.kill(signal));
const code = await new Promise((done) => node.once("close", (code) => done(code ?? 1)));
if (code !== 0 && trin) console.error(`the last words of Trin:\n${trin.output().slice(-3000)}`);
await trin?.stop();
process.exit(code);

// Starts and stops the program under test.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = resolve(fileURLToPath(import.meta.url), "../../..");
export const PROGRAM = process.env.TRIN_PROGRAM ?? join(ROOT, "target/debug/trin");

/** A port nobody listens on right now. */
export function freePort() {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/**
 * Starts the demo on a small invented municipality and waits until it answers. Without `data` it makes a directory of its own;
 * without `port` it takes a free one.
 * Returns its address, `stop()`, which ends it and removes a directory of its own, and `kill()`, which ends it as a power cut
 * would (SIGKILL) and leaves its data, to be started on again.
 */
export async function startTrin({ strategy, children = 600, seed = 1, patienceSeconds = 300, data: given, port } = {}) {
  const data = given ?? (await mkdtemp(join(tmpdir(), "trin-browser-")));
  const url = `http://127.0.0.1:${port ?? (await freePort())}`;
  const args = ["demo", "--data", data, "--children", String(children), "--seed", String(seed), "--listen", new URL(url).host];
  if (strategy) args.push("--strategy", strategy);
  const program = spawn(PROGRAM, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [program.stdout, program.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text) => (output = (output + text).slice(-20_000)));
  }
  let ended = null;
  const end = new Promise((done) => program.once("close", (code, signal) => done((ended = `${signal ?? `code ${code}`}`))));
  program.once("error", (error) => (ended = error.message));
  const stopWithParent = () => program.kill("SIGKILL");
  process.once("exit", stopWithParent);

  const stop = async () => {
    process.off("exit", stopWithParent);
    if (ended === null) {
      program.kill("SIGTERM");
      const tooSlow = setTimeout(() => program.kill("SIGKILL"), 10_000);
      await end;
      clearTimeout(tooSlow);
    }
    if (!given) await rm(data, { recursive: true, force: true });
  };
  const kill = async () => {
    process.off("exit", stopWithParent);
    program.kill("SIGKILL");
    await end;
  };

  const giveUpAt = Date.now() + patienceSeconds * 1000;
  while (true) {
    if (ended !== null) {
      await stop();
      throw new Error(`${PROGRAM} ended (${ended}) before it was ready:\n${output}`);
    }
    try {
      const answer = await fetch(url, { redirect: "manual" });
      if (answer.status < 500) return { url, data, stop, kill, output: () => output };
    } catch {
      // Not listening yet.
    }
    if (Date.now() > giveUpAt) {
      await stop();
      throw new Error(`${PROGRAM} was not ready after ${patienceSeconds} s:\n${output}`);
    }
    await new Promise((wait) => setTimeout(wait, 200));
  }
}

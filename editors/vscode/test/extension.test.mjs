import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { after, test } from "node:test";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { document, load, makeEditor } from "./mock-vscode.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const built = path.join(here, "..", "out", "extension.js");
const stub = path.join(here, "stub-server.mjs");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "ainewslint-vscode-"));
after(() => fs.rmSync(scratch, { recursive: true, force: true }));

let count = 0;
function stubbed(settings = {}) {
  process.env.STUB_LOG = path.join(scratch, `stub-${++count}.log`);
  fs.writeFileSync(process.env.STUB_LOG, "");
  const log = process.env.STUB_LOG;
  const editor = makeEditor({
    folders: [scratch],
    settings: { "ainewslint.path": process.execPath, "ainewslint.args": [stub], ...settings },
  });
  return { editor, lines: () => fs.readFileSync(log, "utf8").trim().split("\n") };
}

async function eventually(found) {
  for (let tries = 0; tries < 600; tries++) {
    const value = found();
    if (value) return value;
    await sleep(50);
  }
  throw new Error("waited in vain");
}

test("starts the server with the settings, restarts and stops it", async () => {
  const { editor, lines } = stubbed({ "ainewslint.language": "zh", "ainewslint.select": ["AI"] });
  const extension = load(editor, built);
  const context = { subscriptions: [] };
  await extension.activate(context);
  assert.equal(lines()[0], "start server");
  const options = JSON.parse(lines()[2]);
  assert.equal(options.language, "zh");
  assert.deepEqual(options.select, ["AI"]);
  assert.equal("path" in options, false);

  await editor.seen.commands.get("ainewslint.restart")();
  assert.equal(lines().filter((line) => line === "start server").length, 2);

  editor.settings["ainewslint.enable"] = false;
  const change = { affectsConfiguration: (name) => name === "ainewslint.enable" };
  await editor.vscode.workspace.onDidChangeConfigurationEmitter.fire(change);
  assert.equal(lines().at(-1), "exit");
  assert.match(editor.seen.log.join("\n"), /disabled by ainewslint.enable/);
  await extension.deactivate();
  assert.deepEqual(editor.seen.errors, []);
});

test("a change of other settings does not restart it", async () => {
  const { editor, lines } = stubbed();
  const extension = load(editor, built);
  await extension.activate({ subscriptions: [] });
  const change = { affectsConfiguration: (name) => name === "ainewslint.language" };
  await editor.vscode.workspace.onDidChangeConfigurationEmitter.fire(change);
  assert.equal(lines().filter((line) => line.startsWith("start")).length, 1);
  await extension.deactivate();
  assert.equal(lines().at(-1), "exit");
});

test("says what to do when there is no linter", async () => {
  const editor = makeEditor({ settings: { "ainewslint.path": path.join(scratch, "nowhere") } });
  editor.seen.answer = "Open settings";
  const extension = load(editor, built);
  await extension.activate({ subscriptions: [] });
  assert.equal(editor.seen.errors.length, 1);
  assert.match(editor.seen.errors[0], /was not found.*pip install 'ainewslint\[server\]'/);
  await eventually(() => editor.seen.executed.length);
  assert.deepEqual(editor.seen.executed[0], ["workbench.action.openSettings", "ainewslint"]);
  await extension.deactivate();
});

test("says so when the server does not start", async () => {
  const broken = path.join(scratch, "broken.mjs");
  fs.writeFileSync(broken, "if (!process.argv.includes('--version')) { console.error('no pygls'); process.exit(2); }");
  const script = path.join(here, "failed-start.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [script, built, broken]);
  assert.match(stdout, /language server did not start/);
});

test("fix all runs the code action of safe fixes", async () => {
  const { editor } = stubbed({ "ainewslint.enable": false });
  const extension = load(editor, built);
  await extension.activate({ subscriptions: [] });
  await editor.seen.commands.get("ainewslint.fixAll")();
  assert.deepEqual(editor.seen.executed, [
    ["editor.action.codeAction", { kind: "source.fixAll.ainewslint", apply: "first" }],
  ]);
  await extension.deactivate();
});

test("uses the workspace's environment only where it is trusted", { skip: process.platform === "win32" }, async () => {
  const folder = path.join(scratch, "site");
  fs.mkdirSync(path.join(folder, ".venv", "bin"), { recursive: true });
  const python = path.join(folder, ".venv", "bin", "python");
  fs.writeFileSync(python, `#!/bin/sh\nshift 3\nexec "${process.execPath}" "${stub}" "$@"\n`, { mode: 0o755 });
  const before = process.env.PATH;
  process.env.PATH = scratch; // no ainewslint there
  try {
    for (const trusted of [true, false]) {
      const { lines } = stubbed();
      const editor = makeEditor({ folders: [folder], trusted });
      const extension = load(editor, built);
      process.env.PATH = trusted ? before : scratch;
      await extension.activate({ subscriptions: [] });
      assert.equal(lines()[0], trusted ? "start server" : "");
      assert.equal(editor.seen.errors.length, trusted ? 0 : 1);
      await extension.deactivate();
    }
  } finally {
    process.env.PATH = before;
  }
});

const python = process.env.AINEWSLINT_PYTHON;

test("the real server's findings reach the editor", { skip: !python }, async () => {
  const editor = makeEditor({
    folders: [scratch],
    settings: { "ainewslint.interpreter": python, "ainewslint.language": "en" },
  });
  const file = path.join(scratch, "a.md");
  const text = "# 标题\n\n🚀 模型【3†source】给出。\n";
  const open = document(editor.vscode, file, text);
  editor.vscode.workspace.textDocuments.push(open);
  const extension = load(editor, built);
  await extension.activate({ subscriptions: [] });
  const found = await eventually(() => editor.seen.diagnostics.get(String(open.uri)));
  const token = found.find((one) => (one.code?.value ?? one.code) === "AI001");
  assert.deepEqual({ ...token.range.start }, { line: 2, character: 5 });
  assert.match(token.message, /citation token/);
  assert.match(String(token.code.target), /\/rules\/AI001/);
  await editor.seen.commands.get("ainewslint.restart")();
  await eventually(() => editor.seen.diagnostics.get(String(open.uri))?.length);
  for (const lens of ["ainewslint.openUrl", "ainewslint.show"]) {
    assert.ok(editor.seen.commands.has(lens));
  }
  await extension.deactivate();
  assert.deepEqual(editor.seen.errors, []);
});

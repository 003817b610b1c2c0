// Starts the extension with a server that fails and prints what the reader is told. A process of its
// own: the language client leaves a rejected promise behind, which the test runner would mind.
import { load, makeEditor } from "./mock-vscode.mjs";

process.on("unhandledRejection", () => {});
const [built, server] = process.argv.slice(2);
const editor = makeEditor({ settings: { "ainewslint.path": process.execPath, "ainewslint.args": [server] } });
const extension = load(editor, built);
await extension.activate({ subscriptions: [] });
await extension.deactivate();
console.log(editor.seen.errors.join("\n"));
process.exit(0);

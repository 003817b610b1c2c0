// A language server that knows only how to start and to stop, and notes what it was told.
import fs from "node:fs";

const note = (line) => fs.appendFileSync(process.env.STUB_LOG, `${line}\n`);
if (process.argv.includes("--version")) {
  console.log("stub, version 1");
  process.exit(0);
}
note(`start ${process.argv.slice(2).join(" ")}`);
let input = Buffer.alloc(0);
const send = (message) => {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  process.stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};
process.stdin.on("data", (chunk) => {
  input = Buffer.concat([input, chunk]);
  for (;;) {
    const match = /Content-Length: (\d+)\r\n\r\n/.exec(input.toString("latin1"));
    if (!match) return;
    const start = match.index + match[0].length;
    const end = start + Number(match[1]);
    if (input.length < end) return;
    const message = JSON.parse(input.subarray(start, end).toString("utf8"));
    input = input.subarray(end);
    note(message.method ?? "answer");
    if (message.method === "initialize") {
      note(JSON.stringify(message.params.initializationOptions));
      send({ id: message.id, result: { capabilities: {} } });
    } else if (message.method === "shutdown") {
      send({ id: message.id, result: null });
    } else if (message.method === "exit") {
      process.exit(0);
    }
  }
});

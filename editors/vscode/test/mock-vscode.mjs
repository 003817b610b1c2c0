// A mock of the editor's API: as much of it as the extension and its language client touch.
// What is not written out here is made up on demand: a class for a name with a capital, an
// event for `on…`, else a function that gives back something to dispose of.
import Module from "node:module";
import { pathToFileURL, fileURLToPath } from "node:url";

const disposable = () => ({ dispose() {} });

class Emitter {
  listeners = new Set();
  event = (listener, self) => {
    const bound = self ? listener.bind(self) : listener;
    this.listeners.add(bound);
    return { dispose: () => this.listeners.delete(bound) };
  };
  fire(value) {
    return Promise.all([...this.listeners].map((one) => one(value)));
  }
  dispose() {
    this.listeners.clear();
  }
}

class Uri {
  constructor(text) {
    this.text = text;
    const url = new URL(text);
    this.scheme = url.protocol.slice(0, -1);
    this.authority = url.host;
    this.path = decodeURIComponent(url.pathname);
    this.fsPath = this.scheme === "file" ? fileURLToPath(url) : this.path;
  }
  static parse(text) {
    return new Uri(text);
  }
  static file(path) {
    return new Uri(pathToFileURL(path).href);
  }
  toString() {
    return this.text;
  }
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(a, b, c, d) {
    this.start = typeof a === "number" ? new Position(a, b) : a;
    this.end = typeof a === "number" ? new Position(c, d) : b;
  }
}

class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}

class Disposable {
  constructor(call) {
    this.call = call;
  }
  static from(...all) {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
  dispose() {
    this.call?.();
  }
}

class CodeActionKind {
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
  static Empty = new CodeActionKind("");
  static QuickFix = new CodeActionKind("quickfix");
  static Source = new CodeActionKind("source");
}

class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: disposable };
  cancel() {}
  dispose() {}
}

function namespace(known, name) {
  const emitters = new Map();
  return new Proxy(known, {
    get(target, key) {
      if (typeof key === "symbol" || key in target || key === "then") {
        return target[key];
      }
      if (/^on[A-Z]/.test(key)) {
        if (!emitters.has(key)) {
          emitters.set(key, new Emitter());
        }
        target[`${key}Emitter`] = emitters.get(key);
        return emitters.get(key).event;
      }
      if (/^[A-Z]/.test(key)) {
        return (target[key] = new Proxy(class {}, { get: (made, part) => made[part] ?? `${name}.${key}.${String(part)}` }));
      }
      return (target[key] = disposable);
    },
  });
}

/** The API, and under `seen` what was done through it. */
export function makeEditor({ settings = {}, folders = [], trusted = true, language = "en" } = {}) {
  const seen = { errors: [], log: [], executed: [], diagnostics: new Map(), commands: new Map(), answer: undefined };
  const write = (level) => (line) => seen.log.push(`${level}: ${line}`);
  const channel = {
    info: write("info"), warn: write("warn"), error: write("error"), debug: write("debug"), trace: write("trace"),
    append: write("out"), appendLine: write("out"), replace() {}, clear() {}, show() { seen.log.push("shown"); }, hide() {}, dispose() {},
    onDidChangeLogLevel: disposable, logLevel: 2, name: "ainewslint",
  };
  const section = (name) => {
    const prefix = name ? `${name}.` : "";
    return {
      get: (key, fallback) => settings[`${prefix}${key}`] ?? fallback,
      has: (key) => `${prefix}${key}` in settings,
      inspect: () => undefined,
      update() {},
    };
  };
  const collection = {
    set: (uri, found) => seen.diagnostics.set(String(uri), found ?? []),
    delete: (uri) => seen.diagnostics.delete(String(uri)),
    clear: () => seen.diagnostics.clear(),
    get: (uri) => seen.diagnostics.get(String(uri)),
    has: (uri) => seen.diagnostics.has(String(uri)),
    forEach: (call) => seen.diagnostics.forEach((found, uri) => call(Uri.parse(uri), found)),
    dispose() {},
  };
  const matches = (selector, document) =>
    [selector].flat().some((one) => one.language === document.languageId && one.scheme === document.uri.scheme) ? 10 : 0;
  const vscode = namespace(
    {
      Uri, Position, Range, Diagnostic, Disposable, EventEmitter: Emitter, CancellationTokenSource, CodeActionKind,
      DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
      DiagnosticTag: { Unnecessary: 1, Deprecated: 2 },
      version: "1.90.0",
      env: { language, appName: "mock" },
      l10n: { t: (message, ...values) => message.replace(/\{(\d+)\}/g, (_whole, index) => values[index]) },
      extensions: namespace({ getExtension: () => undefined, all: [] }, "extensions"),
      commands: {
        registerCommand: (name, call) => {
          if (seen.commands.has(name)) {
            throw new Error(`command '${name}' already exists`);
          }
          seen.commands.set(name, call);
          return { dispose: () => seen.commands.delete(name) };
        },
        executeCommand: async (...all) => void seen.executed.push(all),
      },
      languages: namespace({ createDiagnosticCollection: () => collection, match: matches }, "languages"),
      window: namespace(
        {
          createOutputChannel: () => channel,
          showErrorMessage: async (message) => (seen.errors.push(message), seen.answer),
          showWarningMessage: async (message) => void seen.log.push(`warning: ${message}`),
          showInformationMessage: async () => undefined,
          visibleTextEditors: [], activeTextEditor: undefined, state: { focused: true }, tabGroups: namespace({ all: [] }, "tabs"),
        },
        "window",
      ),
      workspace: namespace(
        {
          workspaceFolders: folders.map((path, index) => ({ uri: Uri.file(path), name: path, index })),
          textDocuments: [], notebookDocuments: [], isTrusted: trusted,
          getConfiguration: section,
          getWorkspaceFolder: () => undefined,
          asRelativePath: (one) => String(one),
          createFileSystemWatcher: () => namespace({ dispose() {} }, "watcher"),
        },
        "workspace",
      ),
    },
    "vscode",
  );
  return { vscode, seen, settings };
}

/** Load the built extension with this editor as its `vscode`. */
export function load(editor, file) {
  const original = Module._load;
  const require = Module.createRequire(import.meta.url);
  Module._load = (request, ...rest) => (request === "vscode" ? editor.vscode : original(request, ...rest));
  try {
    delete require.cache[require.resolve(file)];
    return require(file);
  } finally {
    Module._load = original;
  }
}

/** An open document. */
export function document(vscode, path, text) {
  return { uri: vscode.Uri.file(path), languageId: "markdown", version: 1, fileName: path, getText: () => text, isDirty: false, isClosed: false };
}

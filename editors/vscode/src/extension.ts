import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { candidates, probe, shown, working, type Command } from "./command";
import { chosenInterpreter, onInterpreterChosen } from "./python";
import { FOR_LAUNCH, launchSettings, SECTION, serverSettings } from "./settings";

const FIX_ALL = "source.fixAll.ainewslint";

let session: Session | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const started = new Session();
  session = started;
  context.subscriptions.push(
    started.log,
    vscode.commands.registerCommand("ainewslint.restart", () => started.restart()),
    vscode.commands.registerCommand("ainewslint.showLog", () => started.log.show()),
    vscode.commands.registerCommand("ainewslint.fixAll", fixAll),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (FOR_LAUNCH.some((name) => change.affectsConfiguration(`${SECTION}.${name}`))) {
        return started.restart();
      }
      return undefined;
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.restart()),
  );
  const listening = await onInterpreterChosen(() => started.interpreterChosen());
  if (listening) {
    context.subscriptions.push(listening);
  }
  await started.restart();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
  session = undefined;
}

/** Apply all safe fixes to the article in the active editor. */
async function fixAll(): Promise<void> {
  await vscode.commands.executeCommand("editor.action.codeAction", { kind: FIX_ALL, apply: "first" });
}

/** The running server, and how to get another one. */
class Session {
  readonly log = vscode.window.createOutputChannel("ainewslint", { log: true });
  private client: LanguageClient | undefined;
  private turn: Promise<void> = Promise.resolve();

  /** Stop and start with the settings as they are; one at a time, however often it is asked for. */
  restart(): Promise<void> {
    this.turn = this.turn.then(async () => {
      await this.end();
      await this.begin();
    });
    return this.turn;
  }

  stop(): Promise<void> {
    this.turn = this.turn.then(() => this.end());
    return this.turn;
  }

  /** Another interpreter matters only where the settings leave the choice to it. */
  interpreterChosen(): void {
    const launch = launchSettings(vscode.workspace.getConfiguration(SECTION));
    if (!launch.path && !launch.interpreter) {
      void this.restart();
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client) {
      await client.stop().catch((error: unknown) => this.log.warn(String(error)));
      await client.dispose().catch(() => undefined);
    }
  }

  private async begin(): Promise<void> {
    const settings = vscode.workspace.getConfiguration(SECTION);
    if (!settings.get("enable", true)) {
      this.log.info("disabled by ainewslint.enable");
      return;
    }
    const first = vscode.workspace.workspaceFolders?.[0];
    const folder = first?.uri.fsPath;
    const tried = candidates(launchSettings(settings), {
      folder,
      // What lies in a workspace that is not trusted is not run.
      environment: vscode.workspace.isTrusted ? folder : undefined,
      chosen: await chosenInterpreter(first?.uri),
    });
    const command = await working(tried, folder, probe, (line) => this.log.info(line));
    if (!command) {
      this.tellMissing(tried);
      return;
    }
    this.client = new LanguageClient(
      SECTION,
      "ainewslint",
      serverOptions(command, folder),
      this.clientOptions(settings),
    );
    try {
      await this.client.start();
    } catch (error) {
      this.client = undefined; // one that never ran cannot be stopped
      this.log.error(String(error));
      this.tellBroken(command);
    }
  }

  private clientOptions(settings: vscode.WorkspaceConfiguration): LanguageClientOptions {
    return {
      documentSelector: [
        { scheme: "file", language: "markdown" },
        { scheme: "untitled", language: "markdown" },
      ],
      initializationOptions: serverSettings(settings),
      outputChannel: this.log,
    };
  }

  private tellMissing(tried: readonly Command[]): void {
    const names = tried.map(shown).join(", ");
    this.tell(
      vscode.l10n.t(
        "ainewslint was not found ({0}), so articles are not checked: install it with “pip install 'ainewslint[server]'” or set ainewslint.path.",
        names,
      ),
    );
  }

  private tellBroken(command: Command): void {
    this.tell(
      vscode.l10n.t(
        "The language server did not start ({0}): is it installed with its extra, “pip install 'ainewslint[server]'”? The log says more.",
        shown(command),
      ),
    );
  }

  private tell(message: string): void {
    const log = vscode.l10n.t("Show log");
    const open = vscode.l10n.t("Open settings");
    // Not awaited: a message may stand there for hours.
    void Promise.resolve(vscode.window.showErrorMessage(message, log, open)).then((answer) => {
      if (answer === log) {
        this.log.show();
      } else if (answer === open) {
        void vscode.commands.executeCommand("workbench.action.openSettings", SECTION);
      }
    });
  }
}

function serverOptions(command: Command, folder: string | undefined): ServerOptions {
  return {
    command: command.command,
    args: [...command.args, "server"],
    options: {
      ...(folder ? { cwd: folder } : {}),
      env: { ...process.env, PYTHONUTF8: "1", PYTHONUNBUFFERED: "1" },
    },
  };
}

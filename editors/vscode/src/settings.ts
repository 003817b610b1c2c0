import type { WorkspaceConfiguration } from "vscode";
import type { Launch } from "./command";

export const SECTION = "ainewslint";

/** The settings that the server reads, by the names it knows them by. */
const FOR_SERVER = [
  "language",
  "configuration",
  "select",
  "ignore",
  "extendSelect",
  "profile",
  "debounce",
  "codeLens",
] as const;

/** A change of these takes a new process. */
export const FOR_LAUNCH = ["enable", "path", "interpreter", "args"] as const;

export function launchSettings(settings: WorkspaceConfiguration): Launch {
  return {
    path: settings.get("path", "").trim(),
    interpreter: settings.get("interpreter", "").trim(),
    args: settings.get<string[]>("args", []),
  };
}

export function serverSettings(settings: WorkspaceConfiguration): Record<string, unknown> {
  return Object.fromEntries(FOR_SERVER.map((name) => [name, settings.get(name)]));
}

import * as vscode from "vscode";

/** As much of the Python extension's interface as is used. */
interface PythonExtension {
  environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { path: string };
    resolveEnvironment(one: { path: string }): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath?: vscode.Event<unknown>;
  };
}

async function python(): Promise<PythonExtension | undefined> {
  const extension = vscode.extensions.getExtension<PythonExtension>("ms-python.python");
  if (!extension) {
    return undefined;
  }
  return extension.isActive ? extension.exports : await extension.activate();
}

/** The interpreter chosen in the Python extension; undefined where there is none. */
export async function chosenInterpreter(resource: vscode.Uri | undefined): Promise<string | undefined> {
  try {
    const environments = (await python())?.environments;
    const active = environments?.getActiveEnvironmentPath(resource);
    const resolved = active && (await environments?.resolveEnvironment(active));
    return resolved?.executable.uri?.fsPath;
  } catch {
    return undefined; // another extension's trouble is not ours
  }
}

/** Calls back when another interpreter is chosen. */
export async function onInterpreterChosen(listener: () => void): Promise<vscode.Disposable | undefined> {
  try {
    return (await python())?.environments?.onDidChangeActiveEnvironmentPath?.(listener);
  } catch {
    return undefined;
  }
}

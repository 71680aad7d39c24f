import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";

/** Where a rehearsal keeps things: all of it below `.sandbox`, which git ignores. */
export interface Layout {
  /** Everything of this stack's rehearsal. Whoever removes it starts afresh. */
  folder: string;
  /** The project as the engine sees it: its settings are copies, its program is the repository's. */
  project: string;
  /** Where the engine keeps the stack's state. */
  state: string;
  /** What the stand-in clouds hold, a folder each. */
  clouds: string;
  /** Everything that the engine said. */
  log: string;
  /** The policy packs as the engine takes them. */
  packs: string;
  /** What the policies said of the last update, as JSON. */
  policies: string;
  /** A command that runs `pulumi` on the rehearsal's stack. */
  pulumi: string;
  /** The engine's own folder, with the stand-ins as its plugins. Shared by the stacks of a checkout. */
  home: string;
}

/** @param root folder of the project */
export function layoutOf(root: string, stack: string): Layout {
  const folder = join(root, ".sandbox", stack, "rehearsal");
  return {
    folder,
    project: join(folder, "project"),
    state: join(folder, "state"),
    clouds: join(folder, "clouds"),
    log: join(folder, "engine.log"),
    packs: join(folder, "packs"),
    policies: join(folder, "policies.json"),
    pulumi: join(folder, process.platform === "win32" ? "pulumi.cmd" : "pulumi"),
    home: join(root, ".sandbox", "pulumi-home"),
  };
}

/** A file of the rehearsal as a person at the project's root names it. */
export function shown(root: string, file: string): string {
  return relative(root, file);
}

/** What opens the state. It guards artificial values alone, so it is no secret. */
const PASSPHRASE = "artificial-passphrase-of-a-rehearsal";

/** The environment that leads the engine to the rehearsal's state and plugins, and nowhere else. */
export function engineVariables({ home, state }: Layout): Record<string, string> {
  return {
    PULUMI_HOME: home,
    // Without its files of metadata: unlike the state they are not replaced as a whole, and an engine that is killed
    // while it writes one leaves a stack that no engine opens again ("failed to load checkpoint: EOF").
    PULUMI_BACKEND_URL: `${pathToFileURL(state).href}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // A plugin that is missing is an error here, never a download.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

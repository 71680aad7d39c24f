import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** The user's cache folder for what this project builds once: outside the tree, so that every checkout shares it. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return join(userCache(env), "daca");
}

function userCache(env: NodeJS.ProcessEnv): string {
  // The XDG specification has relative paths ignored.
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return env.XDG_CACHE_HOME;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  if (process.platform === "win32") return env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  return join(homedir(), ".cache");
}

import { type Document, isMap, isScalar, parseDocument, Scalar } from "yaml";
import { isRecord, step } from "../../components/settings/check.ts";
import { ENCRYPTED } from "../stackFile.ts";

/** A stack file for the rehearsal, and what is still to be set with `pulumi config set --secret --path`. */
export interface RehearsalConfig {
  text: string;
  /** Artificial values by path, such as `daca:secrets.openai-api-key`. */
  secrets: Record<string, string>;
}

/** Keys of a stack file that say how its secrets are encrypted. */
const ENCRYPTION = ["secretsprovider", "encryptionsalt", "encryptedkey"];

/**
 * The committed stack file with what only the user can know filled in. What is written in it stays as it is written:
 * the engine reads YAML 1.1, to which an unquoted date is no text, and a rehearsal must meet that too.
 * @param committed text of the file
 * @param config its completed config, by full key
 * @param project name of the project, which the engine's keys start with
 * @param present text of the rehearsal's file so far, which says how its secrets are encrypted
 */
export function rehearsalConfig(
  committed: string,
  config: Record<string, unknown>,
  project: string,
  present = "",
): RehearsalConfig {
  const document = parseDocument(committed);
  const secrets: Record<string, string> = {};
  const visit = (value: unknown, keys: PropertyKey[]): void => {
    const parts: [PropertyKey, unknown][] = Array.isArray(value)
      ? [...value.entries()]
      : isRecord(value)
        ? Object.entries(value)
        : [];
    if (parts.length > 0) {
      for (const [key, part] of parts) visit(part, [...keys, key]);
      return;
    }
    const secret = value === ENCRYPTED || (keys[0] === "daca:secrets" && keys.length > 1);
    if (secret) secrets[pathOf(keys, project)] = String(value);
    write(document, keys, secret ? "" : value);
  };
  visit(config, []);
  rename(document, project);
  const own = parseDocument(present);
  for (const key of ENCRYPTION) {
    document.delete(key);
    if (own.has(key)) document.set(key, own.get(key));
  }
  return { text: document.toString({ lineWidth: 0 }), secrets };
}

/** Sets a value where the file has another one. Text is quoted, so that every YAML takes it for text. */
function write(document: Document, keys: PropertyKey[], value: unknown): void {
  const at = ["config", ...keys];
  if (document.getIn(at) === value) return;
  if (document.hasIn(at) && (Array.isArray(value) || (isRecord(value) && !isSecure(document, at)))) return;
  const scalar = new Scalar(value);
  if (typeof value === "string") scalar.type = Scalar.QUOTE_DOUBLE;
  document.setIn(at, isRecord(value) || Array.isArray(value) ? document.createNode(value) : scalar);
}

function isSecure(document: Document, at: unknown[]): boolean {
  return document.hasIn([...at, "secure"]);
}

/** The project's own name in front of the keys, should a user have changed it. */
function rename(document: Document, project: string): void {
  const config = document.get("config");
  if (!isMap(config)) return;
  for (const { key } of config.items) {
    if (isScalar(key)) key.value = ownKey(String(key.value), project);
  }
}

function pathOf([first, ...rest]: PropertyKey[], project: string): string {
  return rest.reduce<string>(step, ownKey(String(first), project));
}

function ownKey(key: string, project: string): string {
  return key.replace(/^daca:/, `${project}:`);
}

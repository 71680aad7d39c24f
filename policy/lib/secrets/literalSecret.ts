/** Names of secrets, as words in lower case joined by `_`. */
export const SECRET_NAME =
  "(?:^|_)(?:[a-z0-9]*(?:password|passwd|passphrase|secret|token|apikey)|pwd|pgpass|sas|credentials?|connection_?string" +
  "|(?:api|access|private|secret|account|encryption|signing)_key)(?:_|$)";

/** Last words of names that tell of a secret and are none: `TOKEN_FILE`, `SECRET_TTL`, `secretName`. */
const ABOUT_A_SECRET = new Set(
  (
    "file path dir directory folder mount volume name names ref id arn url uri endpoint host port header prefix suffix " +
    "ttl expiry expiration expires lifetime timeout interval rotation seconds minutes hours days " +
    "limit budget count length size max min type kind mode format algorithm issuer audience scope scopes " +
    "enabled required policy provider store vault region version versions field location"
  ).split(" "),
);

/** Names of Secrets, or of keys in them, which charts ask for: `existingSecret`, `imagePullSecret`, `adminPasswordKey`. */
const REFERENCE = /(?:^|_)existing_|(?:^|_)(?:pull|tls)_secret$|(?:^|_)(?:password|token)_key$/;

/** What no secret looks like, whatever its name. */
const NO_SECRET = [
  /^\s*$/,
  // It is put together from other variables: $(VAR) by Kubernetes, ${VAR} by shells, {{ ... }} by templates.
  /\$\([^)]+\)|\$\{[^}]+\}|\{\{.*\}\}/s,
  /^[+-]?\d+(?:\.\d+)?(?:ns|us|ms|s|m|h|d|k|M|G|Ki|Mi|Gi)?$/,
  /^(?:true|false|yes|no|on|off|none|null|disabled|enabled)$/i,
  /^[a-z][a-z0-9+.-]*:\/\/\S+$/i,
  /^(?:\.{1,2}|~)?\/[\w./-]*$/,
  /^arn:aws/,
];

/** What only secrets look like, whatever their name. */
const SECRET_FORMAT = [
  /(?<![\w-])sk-(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{20,}/, // OpenAI, Anthropic
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, // AWS
  /\bgh[oprsu]_[A-Za-z0-9]{36}|\bgithub_pat_\w{22,}/,
  /\bglpat-[\w-]{20,}/,
  /\bhf_[A-Za-z0-9]{30,}/,
  /\bAIza[\w-]{35}/, // Google
  /\bxox[abeprs]-[\w-]{10,}/, // Slack
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/, // JSON Web Token
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{20,}/, // Azure
  /(?:^|[?&])sig=[A-Za-z0-9%+/]{30,}/, // Azure's shared access signatures
  /:\/\/[^\s:/@]*:(?![$<{*])[^\s/@]+@/, // a password in a URL
  // How the engine shows a secret to whoever must not decrypt it.
  /^\[secret\]$/,
];

/** How to tell a secret; all come from knobs. */
export interface SecretSigns {
  /** Names of secrets. */
  name: RegExp;
  /** Formats of secrets, besides those that everybody knows. */
  formats: readonly RegExp[];
  /** Bits per character that a value under a secret's name has at least. */
  minEntropy: number;
}

/** Whether named text is a secret rather than where one is, how long it lasts, or how it is put together. */
export function isSecret({ name, value }: { name: string; value: string }, signs: SecretSigns): boolean {
  if ([...SECRET_FORMAT, ...signs.formats].some((format) => format.test(value))) return true;
  const words = asWords(name);
  const last = words.slice(words.lastIndexOf("_") + 1);
  if (!signs.name.test(words) || ABOUT_A_SECRET.has(last) || REFERENCE.test(words)) return false;
  return !NO_SECRET.some((form) => form.test(value)) && entropy(value) >= signs.minEntropy;
}

/** `openaiApiKey`, `OPENAI_API_KEY` and `openai-api-key` are all `openai_api_key`. */
export function asWords(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
}

/** Shannon's entropy in bits per character. */
function entropy(text: string): number {
  const counts = Object.values(Object.groupBy([...text], (letter) => letter)).map((same) => same?.length ?? 0);
  return -counts.reduce((sum, count) => sum + (count / text.length) * Math.log2(count / text.length), 0);
}

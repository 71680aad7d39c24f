/** One text of a policy document, and where it is. */
export interface PlacedText {
  value: string;
  /** `policy.Statement[0].Action[1]`, whether the document is an object or the text of one. */
  path: string;
}

/** Someone whom a statement names: `AWS`, `Service`, `Federated`; `*` where it names everyone without a kind. */
export interface PlacedPrincipal extends PlacedText {
  kind: string;
}

/** A test of a statement's conditions. */
export interface Condition {
  /** `StringEquals` */
  operator: string;
  /** `aws:SourceArn` */
  key: string;
  values: PlacedText[];
}

/** A statement of an IAM policy document. What is a single text there is a list of one here. */
export interface Statement {
  effect: string;
  path: string;
  actions: PlacedText[];
  notActions: PlacedText[];
  resources: PlacedText[];
  notResources: PlacedText[];
  principals: PlacedPrincipal[];
  notPrincipals: PlacedPrincipal[];
  conditions: Condition[];
}

/** The statements of a policy document, be it an object or JSON. What is no document has none: AWS refuses it. */
export function statementsOf(document: unknown, path: string): Statement[] {
  const { Statement: statements } = record(typeof document === "string" ? parsed(document) : document);
  return entries(statements, `${path}.Statement`).map(({ value, path: at }) => toStatement(record(value), at));
}

function toStatement(statement: Record<string, unknown>, path: string): Statement {
  const list = (key: string) => texts(statement[key], `${path}.${key}`);
  return {
    effect: String(statement.Effect),
    path,
    actions: list("Action"),
    notActions: list("NotAction"),
    resources: list("Resource"),
    notResources: list("NotResource"),
    principals: principals(statement.Principal, `${path}.Principal`),
    notPrincipals: principals(statement.NotPrincipal, `${path}.NotPrincipal`),
    conditions: Object.entries(record(statement.Condition)).flatMap(([operator, tests]) =>
      Object.entries(record(tests)).map(([key, values]) => ({
        operator,
        key,
        values: texts(values, `${path}.Condition.${operator}["${key}"]`),
      })),
    ),
  };
}

function principals(value: unknown, path: string): PlacedPrincipal[] {
  if (typeof value === "string") return [{ kind: "*", value, path }];
  return Object.entries(record(value)).flatMap(([kind, names]) =>
    texts(names, `${path}.${kind}`).map((text) => ({ kind, ...text })),
  );
}

function texts(value: unknown, path: string): PlacedText[] {
  return entries(value, path).map(({ value: text, path: at }) => ({ value: String(text), path: at }));
}

function entries(value: unknown, path: string): { value: unknown; path: string }[] {
  const list = Array.isArray(value)
    ? value.map((item: unknown, index) => ({ value: item, path: `${path}[${index}]` }))
    : [{ value, path }];
  return list.filter(({ value: item }) => item !== undefined && item !== null);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keys whose test leaves only some callers: what S3 counts as not public, and what other services add to it. */
const RESTRICTING = new Set(
  [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIp",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:UserId",
    "kms:CallerAccount",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
  ].map((key) => key.toLowerCase()),
);

const ANYONE = new Set(["*", "0.0.0.0/0", "::/0"]);

/**
 * Whether the conditions of a statement leave only some callers. A test that says who not, or that passes when the key
 * is missing, leaves everyone else.
 */
export function restricted({ conditions }: Statement): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      /^(ForAnyValue:)?(String|Arn|Ip|Numeric)(Equals|Like|Address)/.test(operator) &&
      !operator.endsWith("IfExists") &&
      RESTRICTING.has(key.toLowerCase()) &&
      values.length > 0 &&
      values.every(({ value }) => !ANYONE.has(value)),
  );
}

/** Where a statement lets everyone in; undefined where it does not. */
export function everyone(statement: Statement): PlacedText | undefined {
  if (statement.effect !== "Allow" || restricted(statement)) return undefined;
  const anyone = statement.principals.find(({ kind, value }) => value === "*" && ["*", "AWS"].includes(kind));
  return anyone ?? statement.notPrincipals[0];
}

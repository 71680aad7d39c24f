import type { Departure, Rule } from "../lib/rule.ts";
import * as agents from "./agents/index.ts";
import * as aws from "./aws/index.ts";
import * as azure from "./azure/index.ts";
import * as dapr from "./dapr/index.ts";
import * as delivery from "./delivery/index.ts";
import * as governance from "./governance/index.ts";
import * as mesh from "./mesh/index.ts";
import * as monitoring from "./monitoring/index.ts";
import * as network from "./network/index.ts";
import * as pods from "./pods/index.ts";
import * as rbac from "./rbac/index.ts";
import * as reliability from "./reliability/index.ts";
import * as secrets from "./secrets/index.ts";
import * as supplychain from "./supplychain/index.ts";

/** The policies by what they are about, in the order of the documentation. */
export const AREAS: Record<string, { rules: Rule[]; departures: Departure[] }> = {
  pods,
  network,
  rbac,
  mesh,
  dapr,
  delivery,
  monitoring,
  azure,
  aws,
  governance,
  supplychain,
  secrets,
  reliability,
  agents,
};

/** Every policy. */
export const RULES: readonly Rule[] = Object.values(AREAS).flatMap(({ rules }) => rules);

import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as cosmosNoKeys } from "./cosmos-no-keys.ts";

export const rules: Rule[] = [cosmosNoKeys];

export const departures: Departure[] = [];

import type { Departure, Rule } from "../../lib/rule.ts";

export const rules: Rule[] = [];

export const departures: Departure[] = [];

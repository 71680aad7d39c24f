import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as pdbCoverage } from "./pdb-coverage.ts";

export const rules: Rule[] = [pdbCoverage];

export const departures: Departure[] = [];

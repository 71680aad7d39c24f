import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as k8sNoPrivileged } from "./k8s-no-privileged.ts";

export const rules: Rule[] = [k8sNoPrivileged];

export const departures: Departure[] = [];

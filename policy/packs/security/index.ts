import { servePack } from "../../lib/pack.ts";
import { RULES } from "../../rules/index.ts";

servePack("security", RULES);

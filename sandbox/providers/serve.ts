import { simulationOf } from "../simulate.ts";
import { Cloud } from "./cloud.ts";
import { fromVariables } from "./environment.ts";
import { serve } from "./server.ts";
import { StandIn } from "./standIn.ts";

// What the engine starts instead of a provider: `node serve.ts <package> <version>`.
const [provider = "", version = ""] = process.argv.slice(2);
const { cloud, faults } = fromVariables(provider, process.env);
const port = await serve(new StandIn(simulationOf, new Cloud(cloud), faults), version);

// Plugins outlive an engine that is killed. This one must not: the next engine works on the same cloud.
const engine = process.ppid;
setInterval(() => {
  if (process.ppid !== engine) process.exit();
}, 100);

// The engine reads the port from the first line.
process.stdout.write(`${port}\n`);

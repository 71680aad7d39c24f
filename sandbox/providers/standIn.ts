import { answer, artificialUuid, type Simulated, type Simulation } from "../simulate/simulation.ts";
import type { Cloud } from "./cloud.ts";
import { type Faults, isLastBeforeCrash, refuse } from "./faults.ts";
import {
  asSecretAs,
  type Change,
  changes,
  following,
  keptAsWas,
  type Properties,
  predicted,
  revealed,
} from "./properties.ts";

/** The resource that the engine speaks of. */
export interface Subject {
  type: string;
  /** Logical name in the program. */
  name: string;
}

/** What a change of inputs means for a resource. */
export interface Difference {
  /** Every changed input by path, and whether it makes a new resource of it. */
  changed: Record<string, { change: Change; replaces: boolean }>;
  /** Top-level inputs that make the provider replace the resource. */
  replaces: string[];
  /** Whether the old one has to go before the new one can come. */
  deletedFirst: boolean;
}

/** A resource as a provider describes it to the engine. */
export interface Described {
  id: string;
  inputs: Properties;
  outputs: Properties;
}

/**
 * A stand-in for a resource provider: it answers the engine as the real one would, from the table of simulations, and
 * makes nothing but an entry in a stand-in cloud.
 */
export class StandIn {
  readonly #simulationOf: (type: string) => Simulation;
  readonly #cloud: Cloud;
  readonly #faults: Faults;
  readonly #crash: () => void;
  /** Inputs of the provider itself, such as the subscription. */
  #settings: Properties = {};

  /**
   * @param simulationOf how a type is answered; throws when it does not know the type
   * @param crash kills the engine, where the faults want that
   */
  constructor(
    simulationOf: (type: string) => Simulation,
    cloud: Cloud,
    faults: Faults = { refused: [] },
    crash = () => {},
  ) {
    this.#simulationOf = simulationOf;
    this.#cloud = cloud;
    this.#faults = faults;
    this.#crash = crash;
  }

  configure(settings: Properties): void {
    this.#settings = revealed(settings);
  }

  /**
   * The inputs, completed by what the provider makes up.
   * @param seed text that the engine gives, another one for each new resource
   * @throws {Error} when the type is unknown, or an input is missing that says where the resource is
   */
  check(subject: Subject, olds: Properties, news: Properties, seed: string): Properties {
    const simulation = this.#simulationOf(subject.type);
    const made = (simulation.makesUp ?? [])
      .filter((input) => news[input] === undefined)
      .map((input) => [input, olds[input] ?? artificialUuid(`${subject.name}/${input}/${seed}`)]);
    const inputs = { ...news, ...Object.fromEntries(made) };
    simulation.id({ ...subject, inputs: revealed(inputs), provider: this.#settings });
    return inputs;
  }

  /** What a change of its inputs means for a resource, or one of its settings for the provider itself. */
  diff({ type }: Subject, oldInputs: Properties, news: Properties): Difference {
    const simulation = this.#simulationOf(type);
    const [was, now] = [revealed(oldInputs), revealed(news)];
    const replacing = [...simulation.replaces, ...(simulation.replacedBy?.(was, now) ?? [])];
    const changed = Object.entries(changes(was, now)).map(([path, change]) => {
      return [path, { change, replaces: replacing.some((each) => isWithin(path, each)) }] as const;
    });
    return {
      changed: Object.fromEntries(changed),
      replaces: [...new Set(changed.filter(([, { replaces }]) => replaces).map(([path]) => topOf(path)))],
      deletedFirst: simulation.deletedFirst ?? false,
    };
  }

  /** What a preview may say of a new resource. */
  previewCreate(subject: Subject, inputs: Properties): Properties {
    return asSecretAs(inputs, predicted(revealed(inputs), this.#answer(subject, inputs).outputs)) as Properties;
  }

  /** @throws {Error} when it exists already, what it belongs to does not, or a fault strikes */
  create(subject: Subject, inputs: Properties): Omit<Described, "inputs"> {
    const { id, outputs: open } = this.#answer(subject, inputs);
    const outputs = asSecretAs(inputs, open) as Properties;
    refuse(this.#faults, "create", subject);
    if (!this.#isLocal(subject) && this.#cloud.find(this.#placeOf(subject, id))) {
      // So says azure-native, which looks before it puts, though Azure itself would take the second for an update.
      throw new Error(`cannot create already existing resource '${id}'`);
    }
    this.#keep(subject, id, outputs);
    // Before the engine hears of it: the worst moment there is, since the cloud has what the state has not.
    if (isLastBeforeCrash(this.#faults)) this.#crash();
    return { id, outputs };
  }

  /** The resource as the cloud has it now, or undefined when it is gone. */
  read(subject: Subject, { id, inputs, outputs }: Described): Described | undefined {
    if (this.#isLocal(subject)) return { id, inputs, outputs };
    const held = this.#cloud.find(this.#placeOf(subject, id));
    if (!held) return undefined;
    return { id, inputs: following(inputs, outputs, held.outputs) as Properties, outputs: held.outputs };
  }

  /** What a preview may say of a changed resource. */
  previewUpdate(subject: Subject, oldOutputs: Properties, news: Properties): Properties {
    const { stable = [] } = this.#simulationOf(subject.type);
    const said = this.previewCreate(subject, news);
    if (stable === "all") return keptAsWas(news, said, oldOutputs) as Properties;
    const stays = stable.filter((key) => key in oldOutputs);
    return { ...said, ...Object.fromEntries(stays.map((key) => [key, oldOutputs[key]])) };
  }

  /** The outputs after the change. What is gone is made again: a cloud's update is a put. */
  update(subject: Subject, news: Properties): Properties {
    const { id, outputs: open } = this.#answer(subject, news);
    const outputs = asSecretAs(news, open) as Properties;
    refuse(this.#faults, "update", subject);
    this.#keep(subject, id, outputs);
    return outputs;
  }

  /** What is gone already counts as deleted, as it does for clouds. */
  delete(subject: Subject, id: string): void {
    refuse(this.#faults, "delete", subject);
    this.#cloud.remove(this.#placeOf(subject, id));
  }

  #placeOf({ type }: Subject, id: string): string {
    return this.#simulationOf(type).place?.({ provider: this.#settings }, id) ?? id;
  }

  #isLocal({ type }: Subject): boolean {
    return this.#simulationOf(type).local ?? false;
  }

  #keep({ type, name }: Subject, id: string, outputs: Properties): void {
    const { local, within } = this.#simulationOf(type);
    if (local) return;
    const place = this.#placeOf({ type, name }, id);
    const owner = within?.(place);
    if (owner !== undefined && !this.#cloud.find(owner)) {
      throw new Error(
        `Status=404 Code="ParentResourceNotFound" Message="${name} belongs to ${owner}, which does not exist."`,
      );
    }
    this.#cloud.put({ type, id: place, outputs });
  }

  #answer({ type, name }: Subject, inputs: Properties): Simulated {
    return answer(this.#simulationOf(type), { type, name, inputs: revealed(inputs), provider: this.#settings });
  }
}

/** Whether a path is an input, or a path in it: `metadata.name` is within `metadata`, `metadata.names` is not within it. */
function isWithin(path: string, input: string): boolean {
  return path.startsWith(input) && /^(?:$|[.[])/.test(path.slice(input.length));
}

/** The first step of a path: `template` of `template.scale.rules[0]`. */
function topOf(path: string): string {
  return /^(?:\["([^"]+)"\]|([^.[]+))/.exec(path)?.slice(1).find(Boolean) ?? path;
}

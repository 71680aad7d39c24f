/** A stretch of a profile: how long it lasts, and how many users there are at its end. */
export interface Stage {
  minutes: number;
  users: number;
}

/** The factors of {@link Settings}: on users and arrivals, and on durations. */
export interface Scale {
  usersScale: number;
  timeScale: number;
}

/** How far a scenario is made smaller or larger than it is written. */
export class Profile {
  readonly #scale: Scale;

  constructor(scale: Scale) {
    this.#scale = scale;
  }

  /** Seconds that so many minutes of the profile last; at least the one second that k6 wants of a scenario. */
  seconds(minutes: number): number {
    return Math.max(1, minutes * 60 * this.#scale.timeScale);
  }

  /** A duration as k6 reads it. */
  duration(minutes: number): string {
    return duration(this.seconds(minutes));
  }

  /** Whole users; nobody stays nobody, and somebody stays at least one. */
  users(users: number): number {
    return users === 0 ? 0 : Math.max(1, Math.round(users * this.#scale.usersScale));
  }

  /** Arrivals a minute for so many a second: k6 takes whole numbers, and a small machine wants less than one a second. */
  arrivalsPerMinute(perSecond: number): number {
    return Math.max(1, Math.round(perSecond * 60 * this.#scale.usersScale));
  }

  /** The stages as k6's `ramping-vus` takes them. */
  stages(stages: readonly Stage[]): { duration: string; target: number }[] {
    return stages.map(({ minutes, users }) => ({ duration: this.duration(minutes), target: this.users(users) }));
  }
}

/** Seconds as a duration that k6 reads, to the millisecond. */
export function duration(seconds: number): string {
  return `${Math.max(1, Math.round(seconds * 1000))}ms`;
}

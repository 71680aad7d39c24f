const QUIET_SECONDS = 2;
const EVERY_SECONDS = 5;
const START_OF_LINE = "\r\u001b[K";

/** Where a rehearsal tells a person how far it is. */
export interface Live {
  /** Says how far the present step is. */
  progress(text: string): void;
  /** Prints lines that stay. */
  print(text: string): void;
}

/**
 * On a terminal a line that is written anew all the time. Elsewhere one now and then, and none for what is done
 * within two seconds.
 */
export function liveOn(stream: NodeJS.WriteStream): Live {
  let due = Date.now() + QUIET_SECONDS * 1000;
  return {
    progress(text) {
      if (stream.isTTY) {
        stream.write(`${START_OF_LINE}${text.slice(0, stream.columns - 1)}`);
      } else if (Date.now() >= due) {
        stream.write(`${text}\n`);
        due = Date.now() + EVERY_SECONDS * 1000;
      }
    },
    print(text) {
      stream.write(`${stream.isTTY ? START_OF_LINE : ""}${text}\n`);
      due = Date.now() + QUIET_SECONDS * 1000;
    },
  };
}

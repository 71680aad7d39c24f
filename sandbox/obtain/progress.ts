/** Receives one line for a person to read; called only for steps that take more than 2 s. */
export type Progress = (line: string) => void;

/** k6's console; its types leave it out, and those of Node or a browser would promise more than k6 has. */
declare const console: { warn(...values: unknown[]): void };

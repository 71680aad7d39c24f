import { text } from "./check.ts";

/** A host and its port. @param example what an editor shows, such as `api.openai.com:443` */
export function hostAndPort(example: string) {
  return text(
    /^(?=.{3,260}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?:([1-9]\d{0,4})$/,
    `host:port, such as ${example}`,
  );
}

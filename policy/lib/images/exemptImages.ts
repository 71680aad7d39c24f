import { z } from "zod";
import type { Container } from "../kubernetes/pods.ts";

/** The knob by which rules pass over containers of some images: a name could be given to any container. */
export const EXEMPT_IMAGES = {
  exemptImages: z
    .array(z.string())
    .default([])
    .describe("Images, without tag and digest, whose containers are passed over."),
};

/** Whether a container runs one of these images, whatever the tag and digest. */
export function runsOneOf(exemptImages: readonly string[], { image = "" }: Container): boolean {
  return exemptImages.includes(image.replace(/[:@][^/]*$/, ""));
}

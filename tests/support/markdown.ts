import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Markdown as GitHub shows it. */
export interface Page {
  /** Addresses of the links and images, as they are written. */
  links: string[];
  headings: string[];
  /** What links to the headings end in. */
  anchors: ReadonlySet<string>;
  /** What stands in code within the text. */
  code: string[];
  /** Blocks of code, and what language each is in. */
  blocks: { language: string; text: string }[];
}

const BLOCK = /^( *)```(\w*)\n([\s\S]*?)^\1```$/gm;

/** Reads what tests want to know of a page. */
export function readMarkdown(text: string): Page {
  const blocks = [...text.matchAll(BLOCK)].map(([, , language = "", block = ""]) => ({ language, text: block }));
  const prose = text.replaceAll(BLOCK, "");
  const headings = [...prose.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = ""]) => heading.trim());
  return {
    links: [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link),
    headings,
    anchors: anchorsOf(headings),
    code: [...prose.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code.replaceAll(/\s+/g, " ")),
    blocks,
  };
}

/** The anchors that GitHub gives headings: a second one of a name gets a number. */
function anchorsOf(headings: readonly string[]): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const heading of headings) {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-");
    let anchor = slug;
    for (let number = 1; anchors.has(anchor); number += 1) anchor = `${slug}-${number}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** Text of a file of the repository. */
export function textOf(path: string): string {
  return readFileSync(path, "utf8");
}

/** What people read, by its path. */
export const PAGES: ReadonlyMap<string, Page> = new Map(
  [
    ...["README.md", "CONTRIBUTING.md", "agent/README.md", "load/README.md"],
    ...readdirSync("docs", { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => join("docs", name)),
  ].map((path) => [path, readMarkdown(textOf(path))]),
);

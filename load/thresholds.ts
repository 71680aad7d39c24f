/** Conditions on k6's metrics; one that does not hold makes k6 end with exit code 99. */
export type Thresholds = Record<string, string[]>;

/**
 * The source's: 95 % of the requests within 2 s, fewer than 10 % failed, fewer than 10 % of the answers wrong.
 * @param p95Ms milliseconds, 2000 in the source
 * @param tag only what has this tag, such as `scenario:after`; everything when left out
 */
export function sourceThresholds(p95Ms: number, tag?: string): Thresholds {
  const of = (metric: string) => (tag ? `${metric}{${tag}}` : metric);
  return {
    [of("http_req_duration")]: [`p(95)<${p95Ms}`],
    [of("http_req_failed")]: ["rate<0.1"],
    [of("errors")]: ["rate<0.1"],
    [of("http_reqs")]: ["count>0"], // rates of nothing are 0, and would pass
  };
}

/**
 * For tests that follow every accepted run: none is lost, and k6 sent all that it should have.
 * One wrong answer in a hundred is left to the network between; runs may fail as often as the source lets requests fail.
 */
export const ACCEPTED_RUNS: Thresholds = {
  lost: ["count==0"],
  accepted: ["count>0"],
  failed: ["rate<0.1"],
  errors: ["rate<0.01"],
  dropped_iterations: ["count==0"],
};

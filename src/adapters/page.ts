/** What an adapter maps, and why that is fair: the data behind its page in docs/adapters/. */
export interface AdapterPage {
  readonly title: string;
  /** The npm or PyPI package, with a link to its sources. */
  readonly package: string;
  readonly link: string;
  readonly about: string;
  readonly mapped: readonly MappedLoss[];
  /** What the adapter answers `unsupported`, and how it treats what the library leaves open. */
  readonly notes: readonly string[];
}

export interface MappedLoss {
  /** What the library calls it. */
  readonly library: string;
  readonly losses: readonly string[];
  /** Why the one may be held against the other. */
  readonly why: string;
}

/** Every loss of a page, once. */
export function lossesOf(page: Pick<AdapterPage, "mapped">): readonly string[] {
  return [...new Set(page.mapped.flatMap(({ losses }) => losses))];
}

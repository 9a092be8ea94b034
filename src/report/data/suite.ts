import type { CaseFile, Manifest, ManifestFile } from "../../format/case-file.ts";
import type { Catalogue } from "../../format/catalogue.ts";

/** What the report needs of a loaded suite. */
export interface ReportSuite {
  /** The folder of the cases, with what stands beside them. */
  readonly dir?: string;
  readonly version: string;
  readonly digest: string;
  readonly manifest: Manifest;
  readonly catalogue: () => Pick<Catalogue, "losses" | "concepts">;
  readonly casesOf: (entry: ManifestFile) => readonly { readonly id: string; readonly isUnstable: boolean }[];
  readonly caseFile: (entry: ManifestFile) => CaseFile;
}

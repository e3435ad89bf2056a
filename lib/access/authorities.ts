import { withPublic } from "@/lib/database";

export interface Authority {
  code: string;
  name: string;
}

/** The authorities that use this deployment, by name. */
export const authorities = (): Promise<Authority[]> =>
  withPublic(async ({ sql }) => [...(await sql<Authority[]>`select code, name from ref.authorities order by name`)]);

export const authorityCodes = async (): Promise<string[]> => (await authorities()).map((a) => a.code);

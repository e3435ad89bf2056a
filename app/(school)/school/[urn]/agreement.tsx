import { Notice } from "@/components/ui/notice";
import type { Standing } from "@/lib/agreements/standing";
import { isOpen, standingWords } from "@/lib/agreements/standing";

/** For the school's people where its reports are closed: what it has, until when, whom to ask, and what stays open. */
export function NoAgreement({ standing }: { standing: Standing }) {
  return (
    <div className="max-w-[72ch]">
      <Notice kind="warning" title="Reports are not open for this school at the moment">
        <p>Reports and figures are part of the authority’s service level agreement with the school.</p>
        <p className="mt-2">
          {standingWords(standing)} Ask {standing.ask}.
        </p>
        <p className="mt-2">
          Who has access, what the checks found in the school’s records and the School Finder stay open without one.
        </p>
      </Notice>
    </div>
  );
}

/** A line on what the school has: for its people, and a warning to the authority's staff where they see more than it does. */
export function AgreementLine({ standing, staff }: { standing: Standing; staff: boolean }) {
  if (!standing.needed) return null;
  if (isOpen(standing)) return <p className="text-dense text-muted">{standingWords(standing)}</p>;
  if (!staff) return null;
  return (
    <div className="max-w-[72ch]">
      <Notice kind="warning">The school’s own people do not see its reports. {standingWords(standing)}</Notice>
    </div>
  );
}

import { EmptyState } from "@/components/ui/empty-state";

/** For a school whose pupils are older, or younger, than those of any report. */
export function NoReport() {
  return (
    <EmptyState title="No report is made for pupils of this school's ages yet.">
      The reports there are show the early years foundation stage profile, of reception, and the phonics screening
      check, of years 1 and 2.
    </EmptyState>
  );
}

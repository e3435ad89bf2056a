import { TextLink } from "./text-link";

/** Previous and next page of a list, with where the reader is. `hrefOf` makes the address of a page, counted from 1. */
export function Pagination({ page, pages, hrefOf }: { page: number; pages: number; hrefOf(page: number): string }) {
  if (pages <= 1) return null;
  return (
    <nav aria-label="Pages of this list" className="mt-6 flex items-center gap-6">
      {page > 1 && (
        <TextLink href={hrefOf(page - 1)} rel="prev">
          Previous page
        </TextLink>
      )}
      <span className="text-muted">
        Page {page} of {pages}
      </span>
      {page < pages && (
        <TextLink href={hrefOf(page + 1)} rel="next">
          Next page
        </TextLink>
      )}
    </nav>
  );
}

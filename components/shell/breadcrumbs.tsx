import { TextLink } from "@/components/ui/text-link";

/** Where the page stands: the links above it, then the page itself. */
export function Breadcrumbs({ trail, here }: { trail: { href: string; label: string }[]; here: string }) {
  return (
    <nav aria-label="Breadcrumb" className="screen-only mb-3 text-dense text-muted">
      <ol className="flex flex-wrap gap-x-2">
        {trail.map(({ href, label }) => (
          <li key={href} className="flex gap-x-2">
            <TextLink href={href}>{label}</TextLink>
            <span aria-hidden="true">/</span>
          </li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}

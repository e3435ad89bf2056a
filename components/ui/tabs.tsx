"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

/** Links to the parts of a place; the longest address that the page's begins with is the current one. */
export function Tabs({ label, tabs }: { label: string; tabs: { href: string; label: string }[] }) {
  const path = usePathname();
  const fits = tabs.filter(({ href }) => path === href || path.startsWith(`${href}/`));
  const current = fits.reduce((longest, { href }) => (href.length > longest.length ? href : longest), "");
  return (
    <nav aria-label={label} className="screen-only border-b border-rule">
      <ul className="mx-auto flex max-w-6xl flex-wrap gap-x-6 px-4">
        {tabs.map(({ href, label: words }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={href === current ? "page" : undefined}
              className="block border-b-4 border-transparent pb-2 pt-3 hover:border-edge aria-[current]:border-accent aria-[current]:font-semibold"
            >
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

import { TextLink } from "@/components/ui/text-link";

const links = [
  { href: "/help", label: "Help" },
  { href: "/accessibility", label: "Accessibility" },
  { href: "/privacy", label: "Privacy" },
];

/** Leads from every page to what is said about the product. */
export function Foot() {
  return (
    <footer className="screen-only border-t border-rule px-4 py-3 text-dense">
      <nav aria-label="About Keymark">
        <ul className="flex flex-wrap gap-x-6">
          {links.map(({ href, label }) => (
            <li key={href} className="py-1">
              <TextLink href={href}>{label}</TextLink>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  );
}

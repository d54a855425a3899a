"""Names for sample companies and their people, departments with jobs, and offices."""

from __future__ import annotations

COMPANIES = (
    "Contoso",
    "Fabrikam",
    "Litware",
    "Adatum",
    "Northwind Traders",
    "Woodgrove Bank",
    "Tailspin Toys",
    "Proseware",
    "Fourth Coffee",
    "Lucerne Publishing",
    "Trey Research",
    "Wingtip Toys",
    "Relecloud",
    "Southridge Video",
    "Margie's Travel",
    "Coho Winery",
    "Humongous Insurance",
    "Graphic Design Institute",
    "City Power & Light",
    "Consolidated Messenger",
)
"""Fictional companies, as tenants of sample designs."""

PARTNER_COMPANY = "Adventure Works"
"""The home company of sample external guests; it is no tenant of a design."""

# 64 and 61 have no common divisor, so going through both lists at once gives all 3,904 pairs before one repeats.
FIRST_NAMES = (
    *("Adele", "Diego", "Amina", "Kenji", "Priya", "Lars", "Zoë", "Kwame"),
    *("Mei", "Omar", "Sofia", "Tomás", "Ingrid", "Ravi", "Chloé", "Mateus"),
    *("Yuki", "Nadia", "Femi", "Hannah", "Luca", "Aisha", "Jonas", "Leila"),
    *("Andrei", "Grace", "Hugo", "Thandi", "Marek", "Elif", "Noah", "Parvati"),
    *("Sven", "Camila", "Tariq", "Nina", "Dmitri", "Ana", "Joaquín", "Freya"),
    *("Hassan", "Wei", "Olivia", "Emre", "Beatriz", "Samir", "Astrid", "Daniel"),
    *("Fatima", "Petra", "Minh", "Isla", "Rafael", "Keiko", "Oscar", "Zainab"),
    *("Henrik", "Lucía", "Arjun", "Maeve", "Viktor", "Salma", "Jamal", "Tessa"),
)
LAST_NAMES = (
    *("Vance", "Okafor", "Lindqvist", "Tanaka", "Moreau", "Silva", "Novák", "Haddad"),
    *("Jensen", "Patel", "Müller", "Costa", "O'Neill", "Nguyễn", "Rossi", "Demir"),
    *("Kowalski", "Mensah", "García", "Larsen", "Ito", "Petrov", "Fischer", "Mbeki"),
    *("Sharma", "Dubois", "Ferreira", "Andersson", "Chen", "Kim", "Bauer", "Santos"),
    *("Horváth", "Abebe", "Visser", "Popescu", "Reid", "Castillo", "Nakamura", "Weber"),
    *("Diallo", "Hughes", "Rahman", "Marino", "Svensson", "Ortiz", "Kaur", "Wójcik"),
    *("Lopes", "Byrne", "Aydin", "Keller", "Mwangi", "Park", "Laurent", "Sato"),
    *("Ivanov", "Brandt", "Molina", "Quinn", "Said"),
)

# No member has these first names, so special people never have the address of a member.
SPECIAL_FIRST_NAMES = {
    "external_guest": ("Robin", "Sasha", "Noor", "Jules"),
    "internal_guest": ("Alexis", "Kit", "Dana", "Rémi"),
    "disabled": ("Morgan", "Casey", "Toni", "Ash"),
    "sms_sign_in": ("Jordan", "Riley", "Sky", "Ari"),
}

JOBS = {
    "IT": ("Systems administrator", "Identity engineer", "Service desk analyst"),
    "Engineering": ("Software engineer", "Test engineer", "Product manager"),
    "Sales": ("Account manager", "Sales lead", "Solution advisor"),
    "Finance": ("Controller", "Accountant"),
    "HR": ("People partner", "Recruiter"),
    "Marketing": ("Content writer", "Campaign manager"),
    "Legal": ("Counsel", "Paralegal"),
    "Operations": ("Operations planner", "Facilities manager"),
}

# Each department once, so that small tenants have several; then more of the large departments.
DEPARTMENTS = (
    *("IT", "Engineering", "Sales", "Finance", "HR", "Marketing", "Legal", "Operations"),
    *("Engineering", "Sales", "IT", "Engineering", "Operations", "Sales", "Finance", "Engineering"),
)

OFFICES = (
    ("US", "Seattle"),
    ("DE", "Berlin"),
    ("GB", "London"),
    ("JP", "Osaka"),
    ("BR", "São Paulo"),
    ("IN", "Pune"),
    ("ZA", "Cape Town"),
    ("CA", "Toronto"),
    ("FR", "Lyon"),
    ("MX", "Monterrey"),
    ("AU", "Melbourne"),
    ("SE", "Malmö"),
)
"""Country (ISO 3166-1 alpha-2) and city. A company has its main office here, and its other two in the next places."""

# The office (0 to 2) of each member in turn. This length and that of DEPARTMENTS have no common divisor, so every
# department has people in every office.
OFFICE_ORDER = (0, 0, 1, 0, 2)


def company_names(count: int) -> list[str]:
    """Names for a number of sample tenants: fictional companies, then ``Tenant 21`` and so on.

    >>> company_names(3)
    ['Contoso', 'Fabrikam', 'Litware']
    """
    return [*COMPANIES[:count], *(f"Tenant {number}" for number in range(len(COMPANIES) + 1, count + 1))]

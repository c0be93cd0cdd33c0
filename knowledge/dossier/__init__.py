"""The dossier: its papers, the rounds of the year, the product story and the business plan."""

"""The access ledger on the surface. It holds pseudonyms and codes: nobody is in it."""

"""OpenRefine's Reconciliation Service API 0.2: which entities of the registry does a column of names mean?

Source:  Reconciliation Service API 0.2, W3C Entity Reconciliation Community Group.
"""

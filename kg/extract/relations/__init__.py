"""Lasting relations: owners, parts, products, seats, founders, customers, rivals, members."""

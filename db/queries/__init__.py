"""Reads: plain functions of an open connection and a Filter, one module a page or theme.

Each returns a DataFrame whose columns and units its docstring names. Money is yuan.
"""

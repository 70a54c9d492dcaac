-- New records wait in a short list and go into the index of names together: a name's beginnings are shared by
-- thousands, and each of their entries was written again for every record. What waits is found all the same; the
-- list is read through at every search, so it stays short (32 pages).
ALTER INDEX customers_search_tokens_idx SET (fastupdate = on, gin_pending_list_limit = 256);

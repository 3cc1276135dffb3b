"""The organisers' folder of a release: its workbooks, their sheets, and the words on them."""

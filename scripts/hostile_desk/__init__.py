"""Another desk made hostile in many ways, and merged: is each way refused or harmless?"""

"""What pages say, as plain sections: any host can show them, Streamlit is one."""
